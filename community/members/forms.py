"""The forms of signing up, signing in, the account and the members' desk."""

from typing import Any

from email_validator import EmailNotValidError, validate_email
from wtforms import EmailField, Field, HiddenField, PasswordField, SelectField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from community.core.errors import ConflictError
from community.core.locale import LANGUAGES, _, _l, ascii_digits
from community.core.text import clean_line
from community.members import passwords
from community.members.actions import LONGEST_NAME
from community.members.models import Role
from community.web.forms import Form, Limit, line, long_text

LONGEST_EMAIL = 254
LONGEST_ABOUT = 1000
NAME = _l("Name")
NAME_MISSING = _l("Please write your name.")
EMAIL_MISSING = _l("Please write your e-mail address.")
PASSWORD_MISSING = _l("Please write your password.")
NEW_PASSWORD_MISSING = _l("Please choose a password.")


class SignInForm(Form):
    """E-mail and password; a text that was typed before may travel along."""

    email = EmailField(_l("E-mail address"), validators=[DataRequired(EMAIL_MISSING), Limit(LONGEST_EMAIL)])
    password = PasswordField(_l("Password"), validators=[DataRequired(PASSWORD_MISSING), Limit(passwords.LONGEST)])
    kept_to = HiddenField()
    kept = HiddenField()

    @property
    def address(self) -> str:
        """The e-mail address in the form in which addresses are kept."""
        return normal_address(self.email.data)


class SignUpForm(Form):
    """What a new member tells about themselves."""

    name = line(NAME, most=LONGEST_NAME, required=NAME_MISSING, description=_l("Shown beside everything you write."))
    email = EmailField(
        _l("E-mail address"),
        validators=[DataRequired(EMAIL_MISSING), Limit(LONGEST_EMAIL)],
        description=_l("You sign in with it. Nobody else sees it."),
    )
    password = PasswordField(
        _l("Password"),
        validators=[DataRequired(NEW_PASSWORD_MISSING)],
        description=_l(
            "At least eight characters. Three or four unrelated words are easy to remember and hard to guess."
        ),
    )

    @property
    def address(self) -> str:
        """The e-mail address in the form in which addresses are kept."""
        return normal_address(self.email.data)

    def validate_email(self, field: Field) -> None:
        """Refuse what cannot be an address."""
        check_address(field.data)

    def validate_password(self, field: Field) -> None:
        """Refuse a password that is easy to guess for somebody who knows the name and the address."""
        _check_strength(field.data, about=(self.name.data or "", self.email.data or ""))


class ProfileForm(Form):
    """What a member says about themselves."""

    name = line(NAME, most=LONGEST_NAME, required=NAME_MISSING, description=_l("Shown beside everything you write."))
    about = long_text(
        _l("About you"),
        most=LONGEST_ABOUT,
        required=False,
        description=_l("A few words for your page: what you use, what you can help with."),
    )
    language = SelectField(
        _l("Language"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()],
        description=_l("For these pages and for what we write to you."),
    )


class PasswordForm(Form):
    """The old password, to be sure who asks, and the new one."""

    password = PasswordField(
        _l("Your password until now"), validators=[DataRequired(PASSWORD_MISSING), Limit(passwords.LONGEST)]
    )
    new_password = PasswordField(
        _l("New password"),
        validators=[DataRequired(NEW_PASSWORD_MISSING)],
        description=_l(
            "At least eight characters. Three or four unrelated words are easy to remember and hard to guess."
        ),
    )

    def __init__(self, *, about: tuple[str, ...]) -> None:
        super().__init__()
        self._about = about

    def validate_new_password(self, field: Field) -> None:
        """Refuse a password that is easy to guess for somebody who knows the member."""
        _check_strength(field.data, about=self._about)


class RolesForm(Form):
    """What a member may do beyond being a customer."""

    roles = SelectMultipleField(
        _l("Roles"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.roles.choices = [SelectChoice(role.value, role.word) for role in Role]

    @property
    def chosen(self) -> set[Role]:
        """The ticked roles."""
        return {Role(value) for value in self.roles.data or []}


class OrganizationForm(Form):
    """For which customer company a member speaks."""

    organization = line(
        _l("Organization"),
        most=LONGEST_NAME,
        required=False,
        description=_l("The customer company this member belongs to. A new name makes a new organization."),
    )


class FieldForm(Form):
    """Something the company notes of every customer company."""

    name = line(_l("Name in English"), most=LONGEST_NAME, description=_l("Such as plan, region or size."))
    name_fa = line(_l("Name in Persian"), most=LONGEST_NAME, required=False)


def normal_address(email: str | None) -> str:
    """Return an e-mail address as it is kept: one line, lower case, Latin digits."""
    return ascii_digits(clean_line(email or "")).lower()


def check_address(email: str | None) -> None:
    """Raise `ValidationError` for what cannot be an e-mail address; nobody is asked whether it exists.

    Addresses of closed networks are fine (name@office.test), addresses of the machine itself (name@localhost) are not.
    """
    try:
        checked = validate_email(
            normal_address(email), check_deliverability=False, allow_smtputf8=False, test_environment=True
        )
    except EmailNotValidError:
        checked = None
    if checked is None or "." not in checked.domain:
        raise ValidationError(_("Please write a whole e-mail address, as in name@example.com."))


def _check_strength(password: str, *, about: tuple[str, ...]) -> None:
    try:
        passwords.check_strength(password, about=about)
    except ConflictError as error:
        raise ValidationError(str(error)) from error
