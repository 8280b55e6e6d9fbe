"""What may come in."""

import pytest
from flask import request

from tests.client import Client

HUGE = 2**31


@pytest.mark.parametrize("number", [str(HUGE), "9" * 20, "9" * 5000])
@pytest.mark.parametrize("path", ["/problems/{}", "/members/{}", "/p/{}", "/desk/members/{}"])
def test_a_number_that_no_row_can_have_is_not_found(client: Client, path: str, number: str) -> None:
    assert client.get(path.format(number)).status_code == 404


@pytest.mark.parametrize("after", [HUGE, -1, 0, "9" * 5000, "x", "", "١"])
def test_a_place_that_no_row_can_have_is_the_start(client: Client, after: object) -> None:
    assert client.get("/products/categories/other", query_string={"after": after}).status_code == 200


@pytest.mark.parametrize("path", ["/products/a%00b", "/products/categories/%00", "/%00"])
def test_an_address_with_a_nul_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_nul_is_left_out_of_a_query(client: Client) -> None:
    with client:
        response = client.get("/products?x=a%00b&y=c")

        assert response.status_code == 200
        assert dict(request.args) == {"x": "ab", "y": "c"}


@pytest.mark.parametrize("path", ["/products/%ED%A0%80", "/products/categories/%FF", "/products?x=%ED%A0%80"])
def test_broken_letters_do_no_harm(client: Client, path: str) -> None:
    assert client.get(path).status_code in (200, 404)
