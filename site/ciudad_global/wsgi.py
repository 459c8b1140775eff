"""The WSGI callable for production servers."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from ciudad_global.common.page_cache import Application, PageCache

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ciudad_global.settings.production")

application: Application = get_wsgi_application()
if settings.PAGE_CACHE_SECONDS:
    application = PageCache(
        application,
        seconds=settings.PAGE_CACHE_SECONDS,
        cookies=(settings.SESSION_COOKIE_NAME, "messages"),
    )
