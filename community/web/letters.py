"""What mails say: templates outside any request, in the language of whoever reads, with whole addresses."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import current_app

from community.core import locale, mail, settings
from community.core.locale import in_language
from community.web.templating import company_name, site_name


@dataclass(frozen=True)
class Written:
    """One letter in both its forms."""

    text: str
    html: str


def write(name: str, *, language: str, **context: Any) -> Written:
    """Fill `mail/<name>.txt` and `mail/<name>.html`."""
    with in_language(language):
        return Written(text=_fill(f"mail/{name}.txt", context).strip() + "\n", html=_fill(f"mail/{name}.html", context))


def address(endpoint: str, **values: Any) -> str:
    """Return the whole address of a page, as it is reached from outside."""
    base = urlsplit(settings.current().base_url)
    adapter = current_app.url_map.bind(base.netloc, script_name=base.path or "/", url_scheme=base.scheme)
    return adapter.build(endpoint, values, force_external=True)


def _fill(name: str, context: dict[str, Any]) -> str:
    return current_app.jinja_env.get_template(name).render(
        **context,
        url_for=address,
        site_name=site_name(),
        company_name=company_name(),
        language=locale.language(),
        direction=locale.direction(),
        unlinked=mail.unlinked,
        isolated=mail.isolated,
    )
