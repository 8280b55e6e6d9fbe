"""Static files."""

import pytest

from community.web.assets import asset
from tests.client import Client
from tests.page import read_page


def test_the_sheet_of_a_page_is_joined_and_may_be_kept_for_a_year(client: Client) -> None:
    address = next(
        link for link in read_page(client.get("/products")).walk() if link.attributes.get("rel") == "stylesheet"
    )

    sheet = client.get(address["href"])

    assert sheet.mimetype == "text/css"
    assert "immutable" in sheet.headers["Cache-Control"]
    assert "@layer tokens" in sheet.text
    assert ".button" in sheet.text


def test_an_outdated_address_still_works_and_is_not_kept(client: Client) -> None:
    response = client.get("/static/0123456789ab/icons.svg")

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "name", ["../config.py", "css/../../config.py", "%2e%2e/config.py", "vendor/vendored.toml", "nothing.css"]
)
def test_nothing_else_is_served(client: Client, name: str) -> None:
    assert client.get(f"/static/0123456789ab/{name}").status_code == 404


def test_the_address_changes_with_the_files(client: Client) -> None:
    with client.application.test_request_context():
        assert client.application.extensions["static_hash"] in asset("icons.svg")
