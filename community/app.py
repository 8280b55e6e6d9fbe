"""Put the house together: the only module that knows every package.

A package's ways in are found by the names all packages share (`views`, `api`, `cli`, `jobs`, `listeners`), and
its blueprint and command group by the names `blueprint` and `commands`. Commands and jobs are imported when they are
wanted: what only they need (numpy, scipy) never enters a web process.
"""

import logging
from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import click
import flask_babel
from flask import Flask
from flask.cli import AppGroup
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from community.core import jobs, observations, settings
from community.core.database import db
from community.members import session
from community.web import cli, health, language
from community.web.assets import prepare_assets
from community.web.door import Door
from community.web.errors import prepare_errors
from community.web.headers import prepare_headers
from community.web.incoming import prepare_incoming
from community.web.rates import prepare_rates
from community.web.templating import prepare_templates
from config import Config, from_environment

ROOT = Path(__file__).parents[1]
PACKAGES = (
    "members", "tokens", "products", "posts", "search", "problems", "reviews", "ideas", "articles",
    "moderation", "insights", "notifications", "webhooks", "pages", "exchange", "demo",
)  # fmt: skip
WAYS_IN = ("models", "views", "api", "listeners")


def create_app(config: Config | None = None) -> Flask:
    """Make the application; without a configuration the environment's is read."""
    config = config or from_environment()
    settings.configure(config)
    app = Flask("community", template_folder=str(ROOT / "templates"), static_folder=None)
    app.cli = Commands(cli.COMMANDS)
    _configure(app, config)
    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True, compare_type=True)
    flask_babel.Babel(app, locale_selector=language.choose_language)
    CSRFProtect(app)
    app.extensions["rates"] = prepare_rates()
    session.prepare_sessions(app)
    for prepare in (prepare_incoming, prepare_templates, prepare_assets, prepare_errors, prepare_headers):
        prepare(app)
    app.register_blueprint(language.blueprint)
    app.register_blueprint(health.blueprint)
    _open_ways_in(app)
    jobs.find_handlers_with(lambda: _modules("jobs"))
    if not config.testing:
        app.before_request(lambda: observations.keep_writing(app.app_context))
    app.wsgi_app = Door(app, app.wsgi_app)  # type: ignore[method-assign]
    if config.proxy_hops:
        hops = config.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]
    return app


def _configure(app: Flask, config: Config) -> None:
    config.var.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    app.config.update(
        TESTING=config.testing,
        SECRET_KEY=config.secret_key,
        SQLALCHEMY_DATABASE_URI=config.database_url,
        TRUSTED_HOSTS=list(config.trusted_hosts),
        SESSION_COOKIE_NAME="__Host-session" if config.is_secure else "session",
        SESSION_COOKIE_SECURE=config.is_secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=timedelta(days=30),
        WTF_CSRF_TIME_LIMIT=None,
        BABEL_DEFAULT_LOCALE=config.language,
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "community" / "translations"),
    )


def _open_ways_in(app: Flask) -> None:
    for name in WAYS_IN:
        for module in _modules(name):
            if hasattr(module, "blueprint"):
                app.register_blueprint(module.blueprint)


def _modules(name: str, packages: tuple[str, ...] = PACKAGES) -> list[ModuleType]:
    """Import the modules of this name from the packages that have one."""
    paths = [f"community.{package}.{name}" for package in packages]
    return [import_module(path) for path in paths if find_spec(path) is not None]


class Commands(AppGroup):
    """The commands of the house; those of a feature are imported when one of them is asked for."""

    def __init__(self, own: tuple[click.Command, ...]) -> None:
        super().__init__()
        for command in own:
            self.add_command(command)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Look in the package of that name first, then in all."""
        own = (name,) if name in PACKAGES else ()
        for packages in ((), own, PACKAGES):
            self._take_in(packages)
            command = super().get_command(context, name)
            if command is not None:
                return command
        return None

    def list_commands(self, context: click.Context) -> list[str]:
        """List those of all packages."""
        self._take_in(PACKAGES)
        return super().list_commands(context)

    def _take_in(self, packages: tuple[str, ...]) -> None:
        for module in _modules("cli", packages):
            self.add_command(module.commands)
