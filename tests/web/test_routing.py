"""Ids in addresses."""

import pytest

from tests.client import Client

HUGE = 2**31


@pytest.mark.parametrize("number", [str(HUGE), "9" * 20, "9" * 5000])
@pytest.mark.parametrize("path", ["/problems/{}", "/members/{}", "/p/{}", "/desk/members/{}"])
def test_a_number_that_no_row_can_have_is_not_found(client: Client, path: str, number: str) -> None:
    assert client.get(path.format(number)).status_code == 404


@pytest.mark.parametrize("after", [HUGE, -1, 0, "9" * 5000, "x", "", "١"])
def test_a_place_that_no_row_can_have_is_the_start(client: Client, after: object) -> None:
    assert client.get("/products/categories/other", query_string={"after": after}).status_code == 200
