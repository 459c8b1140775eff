"""The database refuses, too, what no content's life has (states.py): whoever writes the row.

The triggers are made after each `migrate`, like those of `common/append_only.py`, and step aside
before migrations of their tables: PostgreSQL changes no column that a trigger watches.
"""

from typing import Any

from django.apps import AppConfig, apps
from django.db import connections

from ciudad_global.moderation.models import ModeratedContent
from ciudad_global.moderation.states import MOVES, UNDO_MOVES

_SQLITE = """
CREATE TRIGGER {table}_legal_move BEFORE UPDATE OF state ON {table}
WHEN OLD.state IS NOT NEW.state AND OLD.state || ' ' || NEW.state NOT IN ({moves})
BEGIN SELECT RAISE(ABORT, '{table}: no such move'); END
"""
_POSTGRESQL = """
CREATE OR REPLACE FUNCTION {table}_legal_move() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF OLD.state <> NEW.state AND OLD.state || ' ' || NEW.state NOT IN ({moves}) THEN
        RAISE EXCEPTION '{table}: no such move' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER {table}_legal_move BEFORE UPDATE OF state ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_legal_move();
"""


def _tables(app: AppConfig) -> list[str]:
    return [
        model._meta.db_table for model in app.get_models() if issubclass(model, ModeratedContent)
    ]


def install(sender: AppConfig, using: str = "default", **kwargs: Any) -> None:
    """Make the triggers, after the tables of moves as they are now."""
    connection = connections[using]
    moves = ", ".join(
        f"'{before} {after}'"
        for table in (MOVES, UNDO_MOVES)
        for before, others in table.items()
        for after in sorted(others)
    )
    make = _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL
    with connection.cursor() as cursor:
        existing = connection.introspection.table_names(cursor) if _tables(sender) else []
        for table in _tables(sender):
            if table in existing:
                drop(cursor, table)
                cursor.execute(make.format(table=table, moves=moves))


def step_aside(using: str = "default", plan: Any = (), **kwargs: Any) -> None:
    """Drop the triggers of the apps that are about to migrate; `install` makes them again."""
    connection = connections[using]
    migrating = {migration.app_label for migration, _backwards in plan}
    with connection.cursor() as cursor:
        existing = connection.introspection.table_names(cursor)
        for app in apps.get_app_configs():
            for table in _tables(app) if app.label in migrating else []:
                if table in existing:
                    drop(cursor, table)


def drop(cursor: Any, table: str) -> None:
    """Drop the trigger of one table."""
    on_table = f" ON {table}" if cursor.db.vendor == "postgresql" else ""
    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_legal_move{on_table}")
