"""What every test may use."""

import itertools
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import translation
from django.utils.translation.reloader import translation_file_changed
from django_tasks_db.management.commands import db_worker

from ciudad_global.common import append_only
from ciudad_global.common.management.commands.translations import compile_catalogues
from ciudad_global.moderation import legal_moves
from tests import database


def pytest_configure() -> None:
    # English is tested too; the binary catalogues are not in the repository.
    compile_catalogues()
    # Spanish may have been loaded before there was any.
    translation_file_changed(sender=None, file_path=Path("django.mo"))


def _flushes(item: pytest.Item) -> bool:
    """Return whether the test empties the database after it, what migrations wrote included."""
    mark = item.get_closest_marker("django_db")
    fixtures = getattr(item, "fixturenames", ())
    return bool(mark and mark.kwargs.get("transaction")) or "live_server" in fixtures


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Shuffled, but whatever flushes comes last (and --no-loadscope-reorder keeps it there):
    # other tests count on the groups and first pages that migrations made.
    items.sort(key=_flushes)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool, django_db_modify_db_settings: None) -> bool:
    """Start from a copy of a migrated database where one was kept."""
    return django_db_keepdb or database.copy_migrated()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Keep the migrated database for the next run."""
    with django_db_blocker.unblock():
        database.keep_migrated()


@pytest.fixture(autouse=True)
def _own_cache() -> None:
    """No test sees what another one cached, nor what one on another worker clears in Redis."""
    prefix = f"ciudad-global-test-{uuid.uuid4()}"
    settings.CACHES["default"]["KEY_PREFIX"] = prefix  # for the threads of a live server
    cache.key_prefix = prefix


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """No test speaks the language of the last request of another one."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _flushable_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let a transactional test's flush empty the append-only tables (SQLite flushes by DELETE).

    `flush` sends post_migrate, which makes the triggers anew.
    """
    if _flushes(request.node):
        request.getfixturevalue("transactional_db")
        yield
        if connection.vendor == "sqlite":
            growing = [table for app in apps.get_app_configs() for table in append_only.tables(app)]
            with connection.cursor() as cursor:
                for table, event in itertools.product(growing, append_only.EVENTS):
                    cursor.execute(f"DROP TRIGGER {table}_no_{event}")
    else:
        yield


@pytest.fixture
def run_tasks(monkeypatch: pytest.MonkeyPatch) -> object:
    """Return a function that does the background work that waits, as the worker would."""
    # The worker's clean-up would close the connection that holds the test's transaction.
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)

    def run() -> None:
        call_command("db_worker", batch=True, startup_delay=False, verbosity=0, interval=0)

    return run


@pytest.fixture
def any_move(db: None) -> None:
    """Let proposals and comments come to any state, whatever their life allows."""
    with connection.cursor() as cursor:
        for table in ("consultations_proposal", "consultations_comment"):
            legal_moves.drop(cursor, table)
