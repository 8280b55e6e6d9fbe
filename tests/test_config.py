"""Settings are read once, and a production start refuses what would hurt later."""

import stat
import threading
from pathlib import Path

import pytest

from config import Config, ConfigurationError, from_environment

pytestmark = pytest.mark.pure

GOOD = "Xk3-9vQ_bT7mZ2rLw8YpN5cF1sD6hJ4g"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"VAR": str(tmp_path / "var")}


def _production(environment: dict[str, str], **more: str) -> Config:
    return from_environment({**environment, "BASE_URL": "https://community.example.com", **more})


def test_a_bare_start_keeps_all_state_in_one_folder(environment: dict[str, str]) -> None:
    config = from_environment(environment)

    assert config.database_url == f"sqlite:///{config.var / 'anjoman.sqlite3'}"
    assert not config.production
    assert config.base_url == "http://127.0.0.1:8000"


def test_the_port_is_in_the_address(environment: dict[str, str]) -> None:
    assert from_environment({**environment, "PORT": "8123"}).base_url == "http://127.0.0.1:8123"


def test_a_generated_secret_is_kept_and_nobody_elses_to_read(environment: dict[str, str]) -> None:
    first = from_environment(environment)

    assert from_environment(environment).secret_key == first.secret_key
    assert stat.S_IMODE((first.var / "secret").stat().st_mode) == 0o600
    assert len(first.secret_key) >= 32


def test_two_first_starts_at_once_agree_on_the_secret(environment: dict[str, str]) -> None:
    secrets: list[str] = []
    threads = [
        threading.Thread(target=lambda: secrets.append(from_environment(environment).secret_key)) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(secrets) == 8
    assert len(set(secrets)) == 1


@pytest.mark.parametrize(
    "secret", ["", "secret", "changeme", "x" * 64, GOOD[:31], "abababababababababababababababababab"]
)
def test_production_refuses_a_missing_or_weak_secret(environment: dict[str, str], secret: str) -> None:
    with pytest.raises(ConfigurationError, match="SECRET_KEY"):
        _production(environment, SECRET_KEY=secret)


def test_production_starts_with_a_good_secret_for_its_own_host_only(environment: dict[str, str]) -> None:
    config = _production(environment, SECRET_KEY=GOOD)

    assert config.production
    assert config.is_secure
    assert config.trusted_hosts == ("community.example.com",)
    assert GOOD not in repr(config)


@pytest.mark.parametrize(
    ("name", "value"),
    [("ANJOMAN_PORT", "1"), ("RATE_LIMIT_SCALE", "much"), ("RATE_LIMIT_SCALE", "-1"), ("LANGUAGE_DEFAULT", "de")],
)
def test_a_setting_that_makes_no_sense_is_named(environment: dict[str, str], name: str, value: str) -> None:
    with pytest.raises(ConfigurationError, match=name):
        from_environment({**environment, name: value})


@pytest.mark.parametrize("url", ["mail.example.org", "http://mail.example.org", "smtp://", "file:///"])
def test_an_address_for_mail_that_leads_nowhere_stops_the_start(environment: dict[str, str], url: str) -> None:
    with pytest.raises(ConfigurationError, match="MAIL_URL"):
        from_environment({**environment, "MAIL_URL": url})


def test_mail_comes_from_a_plain_address_of_the_site(environment: dict[str, str]) -> None:
    assert _production(environment, SECRET_KEY=GOOD).mail_from == "no-reply@community.example.com"
    for hostile in ("a@example.org\nBcc: b@example.org", "Name <a@example.org>", "nobody"):
        with pytest.raises(ConfigurationError, match="MAIL_FROM"):
            from_environment({**environment, "MAIL_FROM": hostile})


def test_networks_that_webhooks_may_reach_are_networks(environment: dict[str, str]) -> None:
    config = from_environment({**environment, "WEBHOOK_NETWORKS": "10.1.0.0/16, fd00::/8"})

    assert config.webhook_networks == ("10.1.0.0/16", "fd00::/8")
    with pytest.raises(ConfigurationError, match="WEBHOOK_NETWORKS"):
        from_environment({**environment, "WEBHOOK_NETWORKS": "the office"})


def test_search_suits_the_database_unless_an_engine_is_named(environment: dict[str, str]) -> None:
    elsewhere = {**environment, "DATABASE_URL": "postgresql+psycopg://somewhere/community"}

    assert from_environment(environment).engine_of_search == "whoosh"
    assert from_environment(elsewhere).engine_of_search == "postgresql"
    assert from_environment({**elsewhere, "SEARCH_ENGINE": "whoosh"}).engine_of_search == "whoosh"
    for name in ("postgresql", "lucene"):
        with pytest.raises(ConfigurationError, match="SEARCH_ENGINE"):
            from_environment({**environment, "SEARCH_ENGINE": name})
