"""What every template has at hand: translation, figures, assets, the site's names; higher packages add their own."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from flask import Flask, has_request_context, request
from jinja2 import pass_context
from jinja2.runtime import Context

from community.core import language, locale, settings, text
from community.core.locale import LANGUAGES
from community.web.addresses import url_for
from community.web.assets import asset
from community.web.compiling import FastTemplates, drawn_once
from community.web.rows import drawn_for_all


class ReadersLocale(NamedTuple):
    """The language a page is written in, and its direction."""

    language: str
    direction: str


class OtherLanguage(NamedTuple):
    """A language the reader may switch to."""

    code: str
    name: str
    url: str


Extra = Callable[[], Any]
_extras: dict[str, Extra] = {}


def extra(name: str) -> Callable[[Extra], Extra]:
    """Fill `layout_extras.<name>` with the decorated function's result: how higher packages show things in the layout."""

    def register(function: Extra) -> Extra:
        _extras[name] = function
        return function

    return register


class LayoutExtras(Mapping[str, Any]):
    """What higher packages show in the layout; each is asked for only when a template reads it."""

    def __getitem__(self, name: str) -> Any:
        """Ask the package that registered the name."""
        return _extras[name]()

    def __iter__(self) -> Any:
        """Go over the registered names."""
        return iter(_extras)

    def __len__(self) -> int:
        """Count the registered names."""
        return len(_extras)


def prepare_templates(app: Flask) -> None:
    """Give the application's templates their filters and names."""
    app.jinja_environment = FastTemplates
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    filters: dict[str, Callable[..., Any]] = {
        "digits": locale.digits,
        "number": locale.number,
        "percent": locale.percent,
        "date": locale.date,
        "day": locale.day,
        "moment": locale.moment,
        "ago": locale.ago,
        "month": locale.month,
        "excerpt": text.excerpt,
        "slug": language.slug,
    }
    app.jinja_env.filters.update({name: _for_each_reader(filter_) for name, filter_ in filters.items()})
    app.jinja_env.globals.update(
        _=locale._,
        gettext=locale._,
        ngettext=locale._n,
        asset=asset,
        layout_extras=LayoutExtras(),
        url_for=url_for,
        drawn_once=drawn_once,
        drawn_for_all=drawn_for_all,
    )
    app.context_processor(_of_the_request)


def company_name() -> str:
    """Return the company's name in the reader's language."""
    config = settings.current()
    return config.company_name_fa if locale.language() == "fa" else config.company_name


def site_name() -> str:
    """Return the site's name in the reader's language."""
    config = settings.current()
    return config.site_name_fa if locale.language() == "fa" else config.site_name


def _for_each_reader(filter_: Callable[..., Any]) -> Callable[..., Any]:
    """Keep Jinja from working out `{{ 5 | number }}` once, in the language of whoever came first, for everybody."""

    @pass_context
    def at_reading_time(_context: Context, *args: Any, **options: Any) -> Any:
        return filter_(*args, **options)

    return at_reading_time


def _of_the_request() -> dict[str, Any]:
    path = request.full_path.rstrip("?") if has_request_context() else "/"
    here = locale.language()
    return {
        "locale": ReadersLocale(here, locale.direction()),
        "site_name": site_name(),
        "company_name": company_name(),
        "current_path": path,
        "languages": [
            OtherLanguage(code, name, url_for("web.switch_language", code=code) + f"?to={quote(path)}")
            for code, name in LANGUAGES.items()
            if code != here
        ],
    }
