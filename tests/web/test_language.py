"""The reader's language."""

import pytest

from tests.client import Client


@pytest.mark.parametrize(
    ("accepts", "language"),
    [("fa,en;q=0.5", "fa"), ("en-GB,en", "en"), ("de,fr", "en"), ("", "en"), ("fa-IR", "fa"), ("nonsense;;q=x", "en")],
)
def test_the_browser_says_which_language_it_wants(client: Client, accepts: str, language: str) -> None:
    page = client.get("/products", headers={"Accept-Language": accepts})

    assert f'<html lang="{language}"' in page.text


def test_the_chosen_language_stays(client: Client) -> None:
    response = client.get("/language/fa?to=/products%3Fx%3D1")

    assert (response.status_code, response.location) == (303, "/products?x=1")
    assert '<html lang="fa" dir="rtl">' in client.get("/products", headers={"Accept-Language": "en"}).text


def test_an_unknown_language_changes_nothing(client: Client) -> None:
    response = client.get("/language/xx")

    assert response.status_code == 303
    assert "Set-Cookie" not in response.headers


def test_the_switch_leads_to_our_own_pages_only(client: Client) -> None:
    assert client.get("/language/fa?to=//evil.example").location == "/"


def test_the_switch_keeps_the_page_even_with_a_persian_address(client: Client) -> None:
    response = client.get("/language/fa?to=/problems/7/%D8%B3%D9%84%D8%A7%D9%85")

    assert response.location == "/problems/7/%D8%B3%D9%84%D8%A7%D9%85"
