"""One machine, nothing to install: what `make run` uses, with the demonstration."""

import json
import secrets

from ciudad_global.settings.base import *
from ciudad_global.settings.base import VAR_DIR, env

DEMONSTRATION = env.bool("DEMONSTRATION", default=True)
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"])
SERVE_MEDIA = True


def _kept_secrets() -> dict[str, str]:
    """Return this machine's secrets, made at the first start: votes must stay findable."""
    path = VAR_DIR / "secrets.json"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(
            json.dumps({name: secrets.token_urlsafe(48) for name in ("SECRET_KEY", "VOTE_SECRET")})
        )
    kept: dict[str, str] = json.loads(path.read_text())
    return kept


_secrets = _kept_secrets()
SECRET_KEY = env.str("SECRET_KEY", default=_secrets["SECRET_KEY"])
VOTE_SECRET = env.str("VOTE_SECRET", default=_secrets["VOTE_SECRET"])

# A mail of the demonstration goes nowhere: it is read at /correo/.
if DEMONSTRATION:
    OUTBOX_DELIVERY = env.str(
        "OUTBOX_DELIVERY", default="django.core.mail.backends.dummy.EmailBackend"
    )

WHITENOISE_USE_FINDERS = True
