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
    """Return this machine's secrets, each made at the first start: votes must stay findable."""
    path = VAR_DIR / "secrets.json"
    path.parent.mkdir(exist_ok=True)
    path.touch(mode=0o600)
    kept: dict[str, str] = json.loads(path.read_text() or "{}")
    names = ("SECRET_KEY", "VOTE_SECRET", "SIGNING_SECRET")
    if missing := [name for name in names if name not in kept]:
        kept |= {name: secrets.token_urlsafe(48) for name in missing}
        path.write_text(json.dumps(kept))
    return kept


_secrets = _kept_secrets()
SECRET_KEY = env.str("SECRET_KEY", default=_secrets["SECRET_KEY"])
VOTE_SECRET = env.str("VOTE_SECRET", default=_secrets["VOTE_SECRET"])
SIGNING_SECRET = env.str("SIGNING_SECRET", default=_secrets["SIGNING_SECRET"])

# A mail of the demonstration goes nowhere: it is read at /correo/.
if DEMONSTRATION:
    OUTBOX_DELIVERY = env.str(
        "OUTBOX_DELIVERY", default="django.core.mail.backends.dummy.EmailBackend"
    )

WHITENOISE_USE_FINDERS = True
