"""Read the environment once.

Every setting of an installation is named here and nowhere else. In development a secret is generated and
kept in the state folder; a production start refuses to run without a good one.
"""

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
WEAK_SECRETS = frozenset({"secret", "changeme", "change-me", "dev", "development", "password", "anjoman"})
SHORTEST_SECRET = 32
SEARCH_ENGINES = ("whoosh", "postgresql")
MAIL_SCHEMES = frozenset({"smtp", "smtps", "file"})


class ConfigurationError(RuntimeError):
    """The installation cannot start; the message says what to do."""


@dataclass(frozen=True)
class Config:
    """All settings of one installation."""

    var: Path
    database_url: str
    secret_key: str = field(repr=False)
    base_url: str = "http://127.0.0.1:8000"
    site_name: str = "Roshana Community"
    site_name_fa: str = "انجمن روشنا"
    company_name: str = "Roshana"
    company_name_fa: str = "روشنا"
    language: str = "fa"
    time_zone: str = "Asia/Tehran"
    trusted_hosts: tuple[str, ...] = LOOPBACK
    proxy_hops: int = 0
    rate_limit_scale: float = 1.0
    web_threads: int = 8
    mail_url: str = field(default="", repr=False)
    mail_from: str = "no-reply@localhost"
    embeddings_url: str = ""
    embeddings_model: str = "default"
    embeddings_key: str = field(default="", repr=False)
    embeddings_folder: str = ""
    embeddings_languages: tuple[str, ...] = ("en",)
    webhook_networks: tuple[str, ...] = ()
    production: bool = False
    testing: bool = False
    search_engine: str = ""

    @property
    def engine_of_search(self) -> str:
        """The engine that is named, or the one that suits the database."""
        return self.search_engine or ("whoosh" if self.is_sqlite else "postgresql")

    @property
    def is_secure(self) -> bool:
        """Whether members reach the site over TLS."""
        return self.base_url.startswith("https://")

    @property
    def is_sqlite(self) -> bool:
        """Whether one machine's embedded database is used."""
        return self.database_url.startswith("sqlite")


def from_environment(environ: Mapping[str, str] = os.environ) -> Config:
    """Build the configuration, or raise `ConfigurationError` with a sentence saying what to do."""
    _refuse_unknown(environ)
    var = Path(environ.get("VAR") or "var").resolve()
    base_url = environ.get("BASE_URL", f"http://127.0.0.1:{environ.get('PORT', '8000')}").rstrip("/")
    host = urlsplit(base_url).hostname or ""
    production = environ.get("ENVIRONMENT") == "production" or host not in {"127.0.0.1", "localhost", "::1"}
    return Config(
        var=var,
        database_url=_database_url(environ, var),
        secret_key=_secret(environ, var, production=production),
        base_url=base_url,
        site_name=environ.get("SITE_NAME", Config.site_name),
        site_name_fa=environ.get("SITE_NAME_FA", Config.site_name_fa),
        company_name=environ.get("COMPANY_NAME", Config.company_name),
        company_name_fa=environ.get("COMPANY_NAME_FA", Config.company_name_fa),
        language=_one_of(environ, "LANGUAGE_DEFAULT", ("fa", "en")),
        time_zone=environ.get("TIME_ZONE", Config.time_zone),
        trusted_hosts=_hosts(environ, host, production=production),
        proxy_hops=int(_number(environ, "PROXY_HOPS", 0)),
        rate_limit_scale=_number(environ, "RATE_LIMIT_SCALE", 1.0),
        web_threads=int(_number(environ, "WEB_THREADS", 8)),
        mail_url=_mail_url(environ),
        mail_from=_mail_from(environ, host),
        embeddings_url=_endpoint(environ, "EMBEDDINGS_URL"),
        embeddings_model=environ.get("EMBEDDINGS_MODEL") or Config.embeddings_model,
        embeddings_key=environ.get("EMBEDDINGS_KEY", ""),
        embeddings_folder=environ.get("EMBEDDINGS_FOLDER", ""),
        embeddings_languages=_languages(environ),
        webhook_networks=_networks(environ),
        production=production,
        search_engine=_search_engine(environ, _database_url(environ, var)),
    )


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    unknown = sorted(name for name in environ if name.startswith("ANJOMAN_"))
    if unknown:
        raise ConfigurationError(
            f"Unknown setting {', '.join(unknown)}: Anjoman's settings carry no prefix. See config.py for their names."
        )


def _database_url(environ: Mapping[str, str], var: Path) -> str:
    return environ.get("DATABASE_URL") or f"sqlite:///{var / 'anjoman.sqlite3'}"


def _search_engine(environ: Mapping[str, str], database_url: str) -> str:
    engine = _one_of(environ, "SEARCH_ENGINE", ("", *SEARCH_ENGINES))
    if engine == "postgresql" and database_url.startswith("sqlite"):
        raise ConfigurationError("SEARCH_ENGINE can be postgresql only where DATABASE_URL is a PostgreSQL database.")
    return engine


def _secret(environ: Mapping[str, str], var: Path, *, production: bool) -> str:
    secret = environ.get("SECRET_KEY", "")
    if production:
        if len(secret) < SHORTEST_SECRET or secret.lower() in WEAK_SECRETS or len(set(secret)) < 8:
            raise ConfigurationError(
                f"SECRET_KEY is missing or weak: set it to at least {SHORTEST_SECRET} random characters, "
                'for example the output of `python3 -c "import secrets; print(secrets.token_urlsafe(48))"`.'
            )
        return secret
    return secret or _kept_secret(var / "secret")


def _kept_secret(path: Path) -> str:
    """Read the generated secret, or make one that survives restarts; two starts at once agree on one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            os.link(fresh, path)
        fresh.unlink()
        return path.read_text(encoding="ascii").strip()


def _hosts(environ: Mapping[str, str], host: str, *, production: bool) -> tuple[str, ...]:
    named = tuple(part.strip() for part in environ.get("TRUSTED_HOSTS", "").split(",") if part.strip())
    return (*named, host) if production else (*named, *LOOPBACK)


def _endpoint(environ: Mapping[str, str], name: str) -> str:
    """Return the address of a server; empty means that none is asked."""
    url = environ.get(name, "").strip()
    if url and (urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname):
        raise ConfigurationError(f"{name} must look like http://127.0.0.1:8080/v1/embeddings, not {url!r}.")
    return url


def _languages(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return the languages whose voices get vectors from outside; a model that knows one language harms another."""
    named = tuple(part.strip() for part in environ.get("EMBEDDINGS_LANGUAGES", "").split(",") if part.strip())
    if unknown := sorted(set(named) - {"fa", "en"}):
        raise ConfigurationError(f"EMBEDDINGS_LANGUAGES knows fa and en, not {', '.join(unknown)}.")
    return named or Config.embeddings_languages


def _mail_url(environ: Mapping[str, str]) -> str:
    """Return where mails go; empty means that none are sent."""
    url = environ.get("MAIL_URL", "").strip()
    parts = urlsplit(url)
    is_known = parts.scheme in MAIL_SCHEMES and (parts.path.strip("/") if parts.scheme == "file" else parts.hostname)
    if url and not is_known:
        raise ConfigurationError(
            "MAIL_URL must look like smtp://user:password@mail.example.org:587, smtps://… or file:///folder; "
            "leave it empty to send no mail."
        )
    return url


def _mail_from(environ: Mapping[str, str], host: str) -> str:
    address = environ.get("MAIL_FROM", "").strip() or f"no-reply@{host or 'localhost'}"
    if not re.fullmatch(r"[^\s@<>,;:\"]+@[^\s@<>,;\"]+", address):
        raise ConfigurationError(f"MAIL_FROM must be a plain address such as community@example.org, not {address!r}.")
    return address


def _networks(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return the private networks that webhooks may reach all the same, such as 10.1.0.0/16."""
    named = tuple(part.strip() for part in environ.get("WEBHOOK_NETWORKS", "").split(",") if part.strip())
    for one in named:
        try:
            ip_network(one)
        except ValueError:
            raise ConfigurationError(
                f"WEBHOOK_NETWORKS must list networks such as 10.1.0.0/16, and {one!r} is none."
            ) from None
    return named


def _number(environ: Mapping[str, str], name: str, default: float) -> float:
    value = environ.get(name, "")
    try:
        number = float(value) if value else default
    except ValueError:
        number = -1.0
    if number < 0:
        raise ConfigurationError(f"{name} must be a number of at least 0, not {value!r}.")
    return number


def _one_of(environ: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    value = environ.get(name, choices[0])
    if value not in choices:
        raise ConfigurationError(f"{name} must be one of {', '.join(filter(None, choices))}, not {value!r}.")
    return value
