"""Signing out."""

from tests.client import Client
from tests.factories import make_member


def test_a_copied_cookie_is_dead_after_signing_out(client: Client) -> None:
    client.be(make_member())
    with client.session_transaction() as session:
        stolen = dict(session)

    response = client.send("/sign-out")
    with client.session_transaction() as session:
        session.update(stolen)

    assert (response.status_code, response.location) == (303, "/")
    assert client.get("/account").status_code == 303


def test_signing_out_is_no_link(client: Client) -> None:
    client.be(make_member())

    assert client.get("/sign-out").status_code == 405
    assert client.get("/account").status_code == 200


def test_a_stranger_signs_out_without_trouble(client: Client) -> None:
    assert client.send("/sign-out").status_code == 303
