"""How often one may do a thing."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, session

from community.core.errors import TooOftenError
from community.web.rates import limit, network


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("2001:db8::1", "2001:db8::2", True),
        ("2001:db8::1", "2001:db8:0:0:ffff:ffff:ffff:ffff", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("nonsense", "", True),
    ],
)
def test_a_network_is_an_address_or_the_first_half_of_a_long_one(
    app: Flask, one: str, other: str, is_same: bool
) -> None:
    networks = []
    for address in (one, other):
        with app.test_request_context("/", environ_base={"REMOTE_ADDR": address}):
            networks.append(network())

    assert (networks[0] == networks[1]) is is_same


def times_until_refused(app: Flask, **options: Any) -> int:
    """Do a thing until it is too often; return how often it went well."""
    for number in range(50):
        with app.test_request_context("/", environ_base={"REMOTE_ADDR": "192.0.2.1"}):
            session.update(options.get("cookie", {}))
            try:
                limit("thing", "5 per minute", key=options.get("key"))
            except TooOftenError:
                return number
    return 50


def test_the_sixth_of_five_is_refused_and_every_browser_counts_alone(
    app: Flask, change_settings: Callable[..., Any]
) -> None:
    change_settings(rate_limit_scale=1)

    assert times_until_refused(app) == 5
    assert times_until_refused(app) == 0
    assert times_until_refused(app, cookie={"_user_id": "a"}) == 5
    assert times_until_refused(app, key="another") == 5


@pytest.mark.parametrize(("scale", "times"), [(2, 10), (0.2, 1), (0, 1)])
def test_one_setting_scales_all_rates(
    app: Flask, change_settings: Callable[..., Any], scale: float, times: int
) -> None:
    change_settings(rate_limit_scale=scale)

    assert times_until_refused(app) == times


def test_waiting_is_told_in_minutes_when_long(app: Flask, change_settings: Callable[..., Any]) -> None:
    change_settings(rate_limit_scale=1)
    with app.test_request_context("/"):
        limit("thing", "1 per hour")

        with pytest.raises(TooOftenError, match=r"try again in (59|60) minutes") as raised:
            limit("thing", "1 per hour")

    assert 3500 < raised.value.retry_after <= 3600
