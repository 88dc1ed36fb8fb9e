"""The program as gunicorn and flask start it."""

import sys

from services_app import create_app
from services_app.errors import Unusable

try:
    app = create_app()
except Unusable as error:
    sys.exit(f"services-app: {error}")
