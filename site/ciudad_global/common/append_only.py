"""Rows that can be added, never changed or deleted: the database itself refuses.

A model says `append_only = True`. The triggers are (re)made after each `migrate`, because SQLite
drops a table's triggers when Django rebuilds that table in a later migration.
"""

from typing import Any

from django.apps import AppConfig
from django.db import connections

_SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_no_{event} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_POSTGRESQL = """
CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE OR REPLACE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_refuse();
"""
EVENTS = ("update", "delete")


def tables(app: AppConfig) -> list[str]:
    """Return the app's tables that only grow."""
    return [
        model._meta.db_table for model in app.get_models() if getattr(model, "append_only", False)
    ]


def install(sender: AppConfig, using: str = "default", **kwargs: Any) -> None:
    """Create the triggers that refuse UPDATE and DELETE, if they are not there."""
    connection = connections[using]
    with connection.cursor() as cursor:
        existing = connection.introspection.table_names(cursor) if tables(sender) else []
        for table in tables(sender):
            if table not in existing:
                continue  # migrated back to before the table
            if connection.vendor == "postgresql":
                cursor.execute(_POSTGRESQL.format(table=table))
            else:
                for event in EVENTS:
                    cursor.execute(_SQLITE.format(table=table, event=event))
