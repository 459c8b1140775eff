"""Migrating from nothing takes half a minute: do it once and keep the result (SQLite only)."""

import hashlib
import shutil
import sqlite3
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection

# What decides how a fresh database looks, below the repository's root.
_MADE_BY = (
    "requirements/dev.txt",
    "*/migrations/*.py",
    "site/ciudad_global/*/migrations/*.py",
    "site/ciudad_global/common/append_only.py",
    "site/ciudad_global/moderation/legal_moves.py",
    "site/ciudad_global/moderation/states.py",
    "site/ciudad_global/common/search/*.py",
    "*/search_index.py",
    "consultations/protection.py",
)


def _template() -> Path:
    digest = hashlib.sha256()
    for pattern in _MADE_BY:
        for path in sorted(settings.BASE_DIR.glob(pattern)):
            digest.update(path.read_bytes())
    return Path(tempfile.gettempdir()) / f"ciudad-global-{digest.hexdigest()[:16]}.sqlite3"


def copy_migrated() -> bool:
    """Put a migrated database where this run expects its own; return False without one."""
    template = _template()
    if connection.vendor != "sqlite" or not template.exists():
        return False
    name = connection.settings_dict["TEST"]["NAME"]
    for ending in ("-wal", "-shm"):
        Path(f"{name}{ending}").unlink(missing_ok=True)
    shutil.copyfile(template, name)
    return True


def keep_migrated() -> None:
    """Keep this run's database, just migrated, for the next runs."""
    template = _template()
    if connection.vendor != "sqlite" or template.exists():
        return
    unfinished = Path(f"{connection.settings_dict['NAME']}.template")
    unfinished.unlink(missing_ok=True)
    source = sqlite3.connect(connection.settings_dict["NAME"])
    with sqlite3.connect(unfinished) as target:
        source.backup(target)
    target.close()
    source.close()
    unfinished.replace(template)
