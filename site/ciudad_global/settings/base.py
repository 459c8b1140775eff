"""Settings that every way of running the site shares. Environment variables win."""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parents[3]
SITE_DIR = BASE_DIR / "site"
VAR_DIR = BASE_DIR / "var"

env = environ.Env()

# A demonstration signs anybody in with any role and shows every mail: never in production.
DEMONSTRATION = False
DEBUG = False
# True: every address answers 503 with a page that says so.
MAINTENANCE: bool = env.bool("MAINTENANCE", default=False)
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
BASE_URL: str = env.str("BASE_URL", default="http://localhost:8000")
WAGTAILADMIN_BASE_URL = BASE_URL

ROOT_URLCONF = "ciudad_global.urls"
WSGI_APPLICATION = "ciudad_global.wsgi.application"

INSTALLED_APPS = [
    "home",
    "consultations",
    "dialogues",
    "ciudad_global.notifications",
    "ciudad_global.moderation",
    "ciudad_global.agenda",
    "ciudad_global.users",
    "ciudad_global.common",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "ciudad_global.users.backoffice.WagtailUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # What guards a page stands before whatever may answer: errors and 503 are guarded too.
    "ciudad_global.common.headers.Headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "home.maintenance.Maintenance",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "home.limit.RequestLimit",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "consultations.taps.Taps",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ciudad_global.common.context.site",
                "ciudad_global.notifications.context.unread",
            ],
        },
    }
]

# Database. SQLite is the embedded default; IMMEDIATE transactions and WAL keep parallel
# writers from ever seeing "database is locked".
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
        "PRAGMA cache_size=-32000; PRAGMA mmap_size=134217728; PRAGMA temp_store=MEMORY;"
    ),
}
DATABASES: dict[str, Any] = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'database.sqlite3'}")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # A pool in transaction mode (PgBouncer) hands out another connection for each transaction.
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES: dict[str, Any] = {
    "default": env.cache_url("CACHE_URL", default=f"filecache://{VAR_DIR / 'cache'}"),
}

# Work that a visitor need not wait for lies in the database, so it commits with its cause.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# People
AUTH_USER_MODEL = "users.User"
AUTHENTICATION_BACKENDS = ["ciudad_global.users.backends.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "ciudad_global.users.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# The last one keeps a patient guesser under one chance in a thousand a day.
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "20/m/ip,3/m/key,12/h/key",
    # What visitors write (consultations/views/kept.py): each begins a session of up to 400 kB.
    "keep_text": "60/h/ip",
}
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
USERSESSIONS_TRACK_ACTIVITY = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]

# Mail is written to the outbox in the transaction that causes it; the worker delivers it
# through OUTBOX_DELIVERY (EMAIL_URL says where to).
EMAIL_BACKEND = "ciudad_global.notifications.outbox.EmailBackend"
_email = env.email_url("EMAIL_URL", default="consolemail://")
OUTBOX_DELIVERY: str = _email.pop("EMAIL_BACKEND")
EMAIL_HOST = _email.get("EMAIL_HOST", "")
EMAIL_PORT = _email.get("EMAIL_PORT", 25)
EMAIL_HOST_USER = _email.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = _email.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = _email.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _email.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL: str = env.str(
    "DEFAULT_FROM_EMAIL", default="Diálogos CDMX Global <no-responder@localhost>"
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Language and time
LANGUAGE_CODE = "es"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("es", _("español")), ("en", _("inglés"))]
LOCALE_PATHS = [SITE_DIR / "locale"]
FORMAT_MODULE_PATH = ["ciudad_global.formats"]
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
TIME_ZONE = "America/Mexico_City"
USE_TZ = True

# Files
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [SITE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
SERVE_MEDIA = False
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # What residents send: read through a view that asks who is reading, never by an address below
    # MEDIA_URL.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "private", "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # Wagtail's page forms are long
# Bytes of one request, files and all: whatever is larger is turned away unread.
REQUEST_LIMIT: int = env.int("REQUEST_LIMIT", default=32 * 1024 * 1024)
# How long a visitor may read what others read a moment ago (common/page_cache.py); 0: not at all.
PAGE_CACHE_SECONDS: float = env.float("PAGE_CACHE_SECONDS", default=2)
# Dotted path of a callable(file) that raises ciudad_global.common.uploads.Infected.
UPLOAD_SCAN: str = env.str("UPLOAD_SCAN", default="")

# Moderation: within how many hours somebody should decide, by why a case waits; appeals have
# working days.
MODERATION_HOURS = {"threat": 2, "review": 24, "flag": 72, "signal": 72}
APPEAL_WORKING_DAYS = 5
# Within how many days of a decision its author may appeal.
APPEAL_DAYS = 30
FLAGS_PER_DAY = 20
# Dotted path of a callable(language) that returns where the community rules are read.
RULES_PAGE = "home.rules.address"
# The slug, in Spanish, of the standing page with the privacy notice.
PRIVACY_PAGE = "privacidad"
# Within how many days of the end of taking part the city should answer what was proposed.
RESPONSE_DAYS: int = env.int("RESPONSE_DAYS", default=60)

# Headers
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
CSRF_COOKIE_HTTPONLY = True
TAP_COOKIE = "voto-"  # and the proposal's id: what a visitor votes before signing in
CSRF_FAILURE_VIEW = "home.views.errors.csrf_failure"
# Wagtail's own pages need inline script and style; everything else runs under this policy.
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/admin/",),
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}

# Wagtail
WAGTAIL_SITE_NAME = "Diálogos para una CDMX Global"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILIMAGES_IMAGE_MODEL = "home.Picture"
# Nothing that a browser would run.
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ics", "json", "ods", "odt", "pdf", "pptx", "txt", "xlsx"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# Addresses are read aloud and typed: no accents.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
# Phases and sessions are written in the time of the city, wherever the editor is.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
# Whoever sends a page to be translated does not publish its twin.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {
            "features": ["h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link"]
        },
    }
}

# Who fills the blocks of editors' pages that fill themselves (common/blocks.py: LiveBlock).
LIVE_BLOCKS = {
    "standing": "consultations.reports.live.standing",
    "top_proposals": "consultations.reports.live.top_proposals",
    "goals": "ciudad_global.agenda.live.goals",
    "next_sessions": "dialogues.reports.live.next_sessions",
}

# Where somebody who finds a weakness writes to: a mailto: or https: address.
SECURITY_CONTACT: str = env.str("SECURITY_CONTACT", default=f"{BASE_URL}/")

# Votes are filed under a token made from this secret, which never lies in the database.
VOTE_SECRET: str = env.str("VOTE_SECRET", default="")
# Open data are signed with a key made from this one.
SIGNING_SECRET: str = env.str("SIGNING_SECRET", default="")

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
