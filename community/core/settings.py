"""The settings of the running installation, for code that does not speak HTTP."""

from config import Config

_current: list[Config] = []


def configure(config: Config) -> None:
    """Make `config` the settings of this process."""
    _current[:] = [config]


def is_configured() -> bool:
    """Whether an application was made in this process."""
    return bool(_current)


def current() -> Config:
    """Return the settings; `create_app` has set them."""
    return _current[0]
