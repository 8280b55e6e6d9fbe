"""Forms that every subject shares."""

from typing import Any

from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, HiddenField, IntegerField
from wtforms.validators import ValidationError

from community.core.locale import _, _l, _n
from community.core.text import LONGEST_SOURCE
from community.posts.images import LARGEST_FILE, CleanImage, NotAnImageError, clean_image
from community.web.forms import Form, ResendKey, long_text

MOST_IMAGES = 4
LONGEST_COMMENT = 5000


class WithImages:
    """A composer that takes pictures; `clean` holds them re-encoded after a successful check."""

    images = MultipleFileField(_l("Pictures"), description=_l("PNG, JPEG, WebP or GIF, up to 5 MB each."))
    clean: list[CleanImage]

    def validate_images(self, field: MultipleFileField) -> None:
        """Refuse too many pictures and whatever is none, by content; nothing typed is lost."""
        files = [file for file in field.data or [] if isinstance(file, FileStorage) and file.filename]
        if len(files) > MOST_IMAGES:
            raise ValidationError(
                _n("At most %(count)s picture fits here.", "At most %(count)s pictures fit here.", MOST_IMAGES)
            )
        self.clean = [_clean(file) for file in files]


class CommentForm(Form):
    """A remark."""

    source = long_text(_l("Your comment"), most=LONGEST_COMMENT)
    official = BooleanField(_l("Speak for the company"))
    resend_key = ResendKey()


class EditForm(Form):
    """New words for a remark; `version` is the one the editor saw."""

    source = long_text(_l("Text"), most=LONGEST_SOURCE)
    version = IntegerField(widget=HiddenField.widget)


class VoteForm(Form):
    """A press on me-too, support or helpful; 0 takes it back."""

    value = IntegerField()

    def validate_value(self, field: IntegerField) -> None:
        """Refuse anything but the three."""
        if field.data not in (-1, 0, 1):
            raise ValidationError(_("Please press one of the buttons."))


def _clean(file: FileStorage) -> CleanImage:
    content = file.stream.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise ValidationError(_("“%(name)s” is larger than 5 MB.", name=_name(file)))
    try:
        return clean_image(content)
    except NotAnImageError as error:
        sentence = _("“%(name)s” is not a picture we can take. Please use PNG, JPEG, WebP or GIF.", name=_name(file))
        raise ValidationError(sentence) from error


def _name(file: FileStorage) -> str:
    return (file.filename or "")[:60]


def alts_of(values: list[Any]) -> list[str]:
    """Return the texts for the pictures, in the order of the files."""
    return [str(value).strip()[:200] for value in values]
