"""Several machines behind a proxy. Every secret comes from the environment."""

from ciudad_global.settings.base import *
from ciudad_global.settings.base import BASE_URL, STORAGES, env

SECRET_KEY = env.str("SECRET_KEY")
VOTE_SECRET = env.str("VOTE_SECRET")
SIGNING_SECRET = env.str("SIGNING_SECRET")
DEMONSTRATION = env.bool("DEMONSTRATION", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[BASE_URL])

STORAGES["staticfiles"] = {"BACKEND": "ciudad_global.common.storage.StaticStorage"}

# How many proxies add themselves to X-Forwarded-For: rate limits count what stands before them.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=1)

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^salud/$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
TAP_COOKIE = "__Host-voto-"
