"""What all forms share."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from community.web.forms import LONGEST_WORD, Form, ResendKey, line, long_text


class Letter(Form):
    """A form with one of each."""

    title = line("Title", most=10)
    note = line("Note", most=10, required=False)
    text = long_text("Text", most=5000)
    resend_key = ResendKey()


def filled(app: Flask, **typed: str) -> Letter:
    """Send the form."""
    with app.test_request_context("/", method="POST"):
        form = Letter(formdata=MultiDict({"title": "Hello", "text": "Some words", **typed}), meta={"csrf": False})
        form.validate()
    return form


def test_texts_are_cleaned_of_what_no_text_needs(app: Flask) -> None:
    form = filled(app, title=" a\x00\u202e\nb ", text="one\r\ntwo\x07 ")

    assert (form.title.data, form.text.data, form.errors) == ("a b", "one\ntwo", {})


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "Please fill this in."),
        ("title", " \u200c ", "Please write a few words."),
        ("title", "?!…", "Please write a few words."),
        ("title", "x" * 11, "This is 1 character too long."),
        ("note", "x" * 12, "This is 2 characters too long."),
        ("text", "x" * (LONGEST_WORD + 1), "One of these words is too long to be shown."),
    ],
)
def test_each_trouble_has_its_sentence(app: Flask, field: str, value: str, sentence: str) -> None:
    form = filled(app, **{field: value})

    assert form.errors == {field: [sentence]}


def test_limits_count_characters_not_bytes(app: Flask) -> None:
    assert filled(app, title="سلام دوست من"[:10]).errors == {}


def test_an_optional_field_may_stay_empty(app: Flask) -> None:
    assert filled(app, note=" ").errors == {}


def test_a_key_holds_nothing_that_a_database_refuses(app: Flask) -> None:
    assert filled(app, resend_key="abc\x00").resend_key.data == "abc"


def test_each_form_shown_has_a_key_of_its_own(app: Flask) -> None:
    with app.test_request_context("/"):
        keys = {Letter(formdata=None).resend_key.data for _ in range(3)}

    assert len(keys) == 3
    assert min(len(key or "") for key in keys) >= 20
