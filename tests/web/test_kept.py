"""What is kept of a form, and what never is."""

import pytest
from flask import Flask

from community.web import kept
from community.web.kept import Kept


def test_a_text_survives_the_way_through_a_hidden_field() -> None:
    fields = [("text", 'سلام "you" </script>\n'), ("tag", "a"), ("tag", "b")]

    again = kept.from_form("/ask", Kept("/ask", fields).as_json())

    assert again == Kept("/ask", fields)


@pytest.mark.parametrize("name", ["csrf_token", "password", "new_password", "kept", "kept_to"])
def test_secrets_are_not_carried(name: str) -> None:
    carried = kept.from_form("/ask", Kept("/ask", [(name, "secret"), ("text", "words")]).as_json())

    assert carried is not None
    assert carried.fields == [("text", "words")]


def test_only_what_a_person_wrote_is_shown() -> None:
    typed = Kept(
        "/ask",
        [
            ("title", "Wi-Fi drops"),
            ("product_id", "7"),
            ("follow", "y"),
            ("language", "fa"),
            ("resend_key", "xYz123"),
            ("text", " "),
        ],
    )

    assert typed.texts == [("title", "Wi-Fi drops")]


def test_an_endless_text_is_not_kept(app: Flask) -> None:
    with app.test_request_context("/ask", method="POST", data={"text": "x" * (kept.MOST_CHARACTERS + 1)}):
        assert kept.from_request() is None


def test_a_form_without_words_is_not_kept(app: Flask) -> None:
    with app.test_request_context("/ask", method="POST", data={"csrf_token": "x", "text": " "}):
        assert kept.from_request() is None


def test_the_address_keeps_its_query(app: Flask) -> None:
    with app.test_request_context("/ask?product=7", method="POST", data={"text": "words"}):
        assert kept.from_request() == Kept("/ask?product=7", [("text", "words")])
