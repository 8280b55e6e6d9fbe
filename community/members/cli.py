"""`flask members …`: add, list, suspend, and set a password, from the machine itself."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask.cli import AppGroup
from sqlalchemy import select

from community.core.database import db
from community.core.errors import CommunityError
from community.core.locale import LANGUAGES, in_language
from community.core.text import clean_line
from community.core.transaction import transaction
from community.members import actions, passwords, queries
from community.members.forms import check_address, normal_address
from community.members.models import OPERATOR, Member, Role

commands = AppGroup("members", help="Members and their roles.")

CUSTOMER = "customer"
password_option = click.option(
    "--password-stdin", is_flag=True, required=True, expose_value=False, help="Read the password from standard input."
)


@commands.command("add")
@click.option("--email", required=True)
@click.option("--name", required=True)
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice([CUSTOMER, *(role.value for role in Role)]),
    help="May be repeated.",
)
@click.option("--organization", default="", help="The customer company the member belongs to.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default=None)
@password_option
def add(*, email: str, name: str, roles: tuple[str, ...], organization: str, language: str | None) -> None:
    """Add a member who can sign in."""
    with _plain_errors():
        check_address(email)
        _check_name(name)
        password = _read_password(name, email)
    with _plain_errors(), transaction():
        if queries.member_by_email(normal_address(email)):
            raise click.ClickException(f"There is already a member with the address {normal_address(email)}.")
        member = actions.add_member(
            name=name,
            email=normal_address(email),
            password=password,
            organization=actions.add_organization(organization) if organization.strip() else None,
            language=language,
        )
        db.session.flush()
        for role in roles:
            if role != CUSTOMER:
                actions.grant_role(member, Role(role), by=OPERATOR)
        number = member.id
    click.echo(f"Member {number} can sign in as {normal_address(email)}.")


@commands.command("list")
@click.option(
    "--role", type=click.Choice([role.value for role in Role]), default=None, help="Only those who hold this role."
)
def list_members(role: str | None) -> None:
    """List who can sign in, one a line: number, address, name, roles."""
    rows = select(Member).where(Member.email.is_not(None)).order_by(Member.id)
    if role:
        rows = rows.where(getattr(Member, f"is_{role}"))
    for member in db.session.scalars(rows.execution_options(yield_per=500)):
        words = [CUSTOMER, *member.roles] + (["suspended"] if member.suspended_at else [])
        click.echo(f"{member.id}\t{member.email}\t{member.name}\t{', '.join(words)}")


@commands.command("suspend")
@click.argument("email")
def suspend(email: str) -> None:
    """Shut a member out and end all their sessions."""
    with _plain_errors(), transaction():
        actions.suspend_member(_member(email), by=OPERATOR)
    click.echo(f"{normal_address(email)} is suspended and signed out everywhere.")


@commands.command("unsuspend")
@click.argument("email")
def unsuspend(email: str) -> None:
    """Let a suspended member sign in again."""
    with _plain_errors(), transaction():
        actions.lift_suspension(_member(email), by=OPERATOR)
    click.echo(f"{normal_address(email)} can sign in again.")


@commands.command("set-password")
@click.argument("email")
@password_option
def set_password(email: str) -> None:
    """Give a member a new password and sign them out everywhere."""
    with _plain_errors():
        hashed = actions.hash_password(_read_password(_member(email).name, email))
    with _plain_errors(), transaction():
        actions.change_password(_member(email), password_hash=hashed, keep_token=None)
    click.echo(f"The password of {normal_address(email)} is set.")


def _read_password(name: str, email: str) -> str:
    """Read the first line; the length is kept to, an obvious password is the operator's choice and only warned of."""
    password = sys.stdin.buffer.readline().decode("utf-8", "replace").rstrip("\r\n")
    if passwords.SHORTEST <= len(password) <= passwords.LONGEST:
        if passwords.is_obvious(password, about=(name, email)):
            click.echo("Warning: this password is among the first that somebody would try.", err=True)
        return password
    raise click.ClickException(f"A password has {passwords.SHORTEST} to {passwords.LONGEST} characters.")


def _check_name(name: str) -> None:
    if not 0 < len(clean_line(name)) <= actions.LONGEST_NAME:
        raise click.ClickException(f"A name has 1 to {actions.LONGEST_NAME} characters.")


def _member(email: str) -> Member:
    member = queries.member_by_email(normal_address(email))
    if member is None:
        raise click.ClickException(f"There is no member with the address {normal_address(email)}.")
    return member


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Speak English and end with a sentence and status 1."""
    with in_language("en"):
        try:
            yield
        except (CommunityError, ValueError) as error:
            raise click.ClickException(str(error)) from error
