"""The application, for any server and for `flask --app wsgi`."""

import sys

from community.app import create_app
from config import ConfigurationError

try:
    app = create_app()
except ConfigurationError as error:
    sys.exit(f"Anjoman cannot start. {error}")
