"""`flask members …`."""

import pytest
from click.testing import Result
from flask import Flask

from community.core.errors import CommunityError
from community.members import actions, queries
from community.members.models import Role
from tests.factories import make_member, make_session

PASSWORD = "four unrelated words"


def run(app: Flask, *words: str, typed: str = "") -> Result:
    """Run a command as from a shell."""
    return app.test_cli_runner().invoke(args=["members", *words], input=typed)


def add(app: Flask, *more: str, email: str = "Sara@example.com", typed: str = f"{PASSWORD}\n") -> Result:
    """Add Sara."""
    return run(app, "add", "--email", email, "--name", "سارا", *more, "--password-stdin", typed=typed)


def test_a_member_with_roles_is_added(app: Flask) -> None:
    result = add(app, "--role", "customer", "--role", "moderator", "--role", "analyst", "--language", "fa")

    member = queries.member_by_email("sara@example.com")
    assert (result.exit_code, member is not None) == (0, True)
    assert member is not None
    assert member.roles == [Role.MODERATOR, Role.ANALYST]
    assert (member.name, member.language) == ("سارا", "fa")
    assert actions.check_password(member, PASSWORD)


def test_a_member_of_an_organization_is_added(app: Flask) -> None:
    add(app, "--organization", "پارس‌بافت")

    member = queries.member_by_email("sara@example.com")
    assert member is not None
    assert member.organization is not None


def test_only_the_first_line_is_the_password(app: Flask) -> None:
    add(app, typed=f"{PASSWORD}\r\nsecond line\n")

    assert actions.check_password(queries.member_by_email("sara@example.com"), PASSWORD)


@pytest.mark.parametrize(
    ("email", "typed", "sentence"),
    [
        ("taken@example.com", PASSWORD, "There is already a member with the address taken@example.com."),
        ("sara@nowhere", PASSWORD, "Please write a whole e-mail address"),
        ("sara@example.com", "short", "A password has 8 to 200 characters."),
        ("sara@example.com", "", "A password has 8 to 200 characters."),
        ("sara@example.com", "x" * 201, "A password has 8 to 200 characters."),
    ],
)
def test_trouble_is_a_plain_sentence_and_status_1(app: Flask, email: str, typed: str, sentence: str) -> None:
    make_member(email="taken@example.com")

    result = add(app, email=email, typed=typed)

    assert result.exit_code == 1
    assert sentence in result.output
    assert "Traceback" not in result.output
    assert queries.member_by_email("sara@example.com") is None


def test_an_obvious_password_is_warned_of_and_taken(app: Flask) -> None:
    result = add(app, typed="password123\n")

    assert result.exit_code == 0
    assert "among the first that somebody would try" in result.output


def test_an_unknown_role_is_refused(app: Flask) -> None:
    result = add(app, "--role", "king")

    assert result.exit_code != 0
    assert queries.member_by_email("sara@example.com") is None


def test_the_list_names_roles_and_suspension(app: Flask) -> None:
    make_member(name="Sara", email="sara@example.com", roles=("agent",))
    run(app, "suspend", "sara@example.com")

    everybody, moderators = run(app, "list"), run(app, "list", "--role", "moderator")

    assert "sara@example.com\tSara\tcustomer, agent, suspended" in everybody.output
    assert moderators.output == ""


def test_suspending_and_letting_in_again(app: Flask) -> None:
    member = make_member(email="sara@example.com")
    _session, token = make_session(member=member)

    shut, was_out = run(app, "suspend", "SARA@example.com"), member.suspended_at is not None
    opened = run(app, "unsuspend", "sara@example.com")

    assert (shut.exit_code, opened.exit_code) == (0, 0)
    assert was_out
    assert member.suspended_at is None
    assert queries.member_of_session(token) is None


def test_a_rule_of_the_community_is_told_in_english(app: Flask) -> None:
    make_member(email="boss@example.com", roles=("administrator",))

    result = run(app, "suspend", "boss@example.com")

    assert result.exit_code == 1
    assert "This is the only administrator." in result.output


def test_a_password_is_set_anew_and_every_session_ends(app: Flask) -> None:
    member = make_member(email="sara@example.com")
    _session, token = make_session(member=member)

    result = run(app, "set-password", "sara@example.com", "--password-stdin", typed=PASSWORD)

    assert result.exit_code == 0
    assert actions.check_password(member, PASSWORD)
    assert queries.member_of_session(token) is None


def test_an_unknown_address_is_a_plain_sentence(app: Flask) -> None:
    result = run(app, "suspend", "nobody@example.com")

    assert result.exit_code == 1
    assert "There is no member with the address nobody@example.com." in result.output
    assert not isinstance(result.exception, CommunityError)
