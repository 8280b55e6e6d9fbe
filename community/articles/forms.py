"""What the ways into articles take."""

from wtforms import HiddenField, IntegerField
from wtforms.validators import Optional as MayBeEmpty

from community.core.locale import _l
from community.core.text import LONGEST_SOURCE, LONGEST_TITLE
from community.posts.forms import AboutProduct, WithImages
from community.web.forms import Form, ResendKey, line, long_text


class ArticleForm(AboutProduct, WithImages, Form):
    """The words of an article; in an edit `version` is the one the editor saw."""

    title = line(_l("Title"), most=LONGEST_TITLE, description=_l("What somebody would search for."))
    source = long_text(
        _l("Text"), most=LONGEST_SOURCE, description=_l("One subject, step by step. It speaks for the company.")
    )
    version = IntegerField(widget=HiddenField.widget, validators=[MayBeEmpty()])
    resend_key = ResendKey()
