"""The WSGI callable for production servers."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ciudad_global.settings.production")

application = get_wsgi_application()
