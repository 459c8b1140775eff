"""The test suite's settings: fast hashing, mail kept in memory, files in a temporary place."""

import tempfile
from pathlib import Path

from ciudad_global.settings.base import *
from ciudad_global.settings.base import CACHES, DATABASES, STORAGES, env

SECRET_KEY = "only for tests"  # noqa: S105
VOTE_SECRET = "only for tests too"  # noqa: S105
SIGNING_SECRET = "only for tests as well"  # noqa: S105
ALLOWED_HOSTS = ["*"]
DEMONSTRATION = True
SERVE_MEDIA = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
PAGE_CACHE_SECONDS = 0  # what a test writes is read at once
OUTBOX_DELIVERY = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = Path(tempfile.gettempdir()) / "ciudad-global-test-media"
PRIVATE_ROOT = Path(tempfile.gettempdir()) / "ciudad-global-test-private"
STORAGES["private"]["OPTIONS"]["location"] = PRIVATE_ROOT
STATIC_ROOT = Path(tempfile.gettempdir()) / "ciudad-global-test-static"
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True  # no collected folder is expected

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: threads of one test must see each other's transactions.
    DATABASES["default"]["TEST"] = {
        "NAME": str(Path(tempfile.gettempdir()) / "ciudad-global-test.sqlite3")
    }
if "CACHE_URL" not in env.ENVIRON:
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
