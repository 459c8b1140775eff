"""Full-text indexes, kept by the database itself: triggers follow every write.

An index holds the rows of one table that are in some states: FTS5 on SQLite, a table with a
`tsvector` and a GIN index on PostgreSQL. What somebody looks for becomes quoted words
(`words.py`), so no sign means anything.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from string import punctuation
from typing import Any, ClassVar, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL

from ciudad_global.common.search.words import ENYE, Word, is_beginning, read

Row = TypeVar("Row", bound=Model)

# Further down nobody looks; also the most that is counted.
MOST_FOUND = 1_000
_WEIGHTS = ("10.0", "4.0", "1.0")
_LETTERS = "ABC"

# The index stores no text (content=''), so what leaves it is named word by word.
_SQLITE = (
    "DROP TABLE IF EXISTS {name}",
    """
    CREATE VIRTUAL TABLE {name} USING fts5(
        {columns}, content='', tokenize='{tokenizer}'
    )
    """,
    "CREATE TRIGGER {name}_insert_{edition} AFTER INSERT ON {table} BEGIN {add_new}; END",
    "CREATE TRIGGER {name}_delete_{edition} AFTER DELETE ON {table} BEGIN {drop_old}; END",
    """
    CREATE TRIGGER {name}_update_{edition} AFTER UPDATE OF {watched} ON {table}
    BEGIN {drop_old}; {add_new}; END
    """,
    "INSERT INTO {name}(rowid, {columns}) SELECT {new_words} FROM {table} AS new WHERE {new_is_in}",
)

# A table of its own: in the row's each vote would write the words into the index again. No
# foreign key: the test suite's TRUNCATE would stop at it. Without signs, because the parser would
# keep hosts, paths and addresses in one piece and leave out what looks like HTML.
_POSTGRESQL = """
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE OR REPLACE FUNCTION search_words(text) RETURNS tsvector LANGUAGE sql STABLE AS $$
    SELECT to_tsvector(
        'simple', unaccent(translate(normalize($1), 'ñÑ{signs}', '{enye}{enye}{spaces}'))
    )
$$;
DROP TABLE IF EXISTS {name};
CREATE TABLE {name} (id bigint PRIMARY KEY, document tsvector NOT NULL);
INSERT INTO {name} SELECT new.{key}, {new_words} FROM {table} AS new WHERE {new_is_in};
CREATE INDEX {name}_document ON {name} USING gin (document);
CREATE OR REPLACE FUNCTION {name}_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        TRUNCATE {name};
    ELSIF TG_OP = 'DELETE' THEN
        DELETE FROM {name} WHERE id = OLD.{key};
    ELSIF {new_is_in} THEN
        INSERT INTO {name} VALUES (NEW.{key}, {new_words})
        ON CONFLICT (id) DO UPDATE SET document = excluded.document;
    ELSE
        DELETE FROM {name} WHERE id = NEW.{key};
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER {name}_insert_{edition} AFTER INSERT OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {name}_keep();
CREATE TRIGGER {name}_update_{edition} AFTER UPDATE OF {watched} ON {table}
FOR EACH ROW EXECUTE FUNCTION {name}_keep();
CREATE TRIGGER {name}_truncate_{edition} AFTER TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {name}_keep();
"""
# In parentheses: read once, not for each row.
_POSTGRESQL_QUERY = "(SELECT to_tsquery('simple', unaccent(%s)))"


@dataclass(frozen=True)
class Index:
    """The words of a table's rows. `columns` stand in order of weight, at most three.

    Only rows in one of `states` are in it; all of them where there are none.
    """

    name: str
    table: str
    columns: tuple[str, ...]
    key: str = "id"
    states: tuple[str, ...] = ("published",)

    tokenizer: ClassVar[str] = "unicode61 remove_diacritics 2"

    def install(self, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
        """Create the index and its triggers and fill it, unless this edition of them is there.

        Called after each `migrate`: `step_aside` dropped the triggers if rows may have changed.
        """
        connection = connections[using]
        statements, edition = self._statements(connection.vendor)
        with transaction.atomic(using=using), connection.cursor() as cursor:
            if self.table not in connection.introspection.table_names(cursor):
                return  # migrated back to before the table
            if f"{self.name}_update_{edition}" in self._triggers(cursor):
                return
            self._drop_triggers(cursor)
            for statement in statements:
                cursor.execute(statement)

    def step_aside(self, using: str = DEFAULT_DB_ALIAS, plan: Any = (), **kwargs: Any) -> None:
        """Drop the triggers before migrations of the table's app; `install` makes all anew.

        PostgreSQL refuses to change the type of a column that a trigger watches.
        """
        app = self.table.partition("_")[0]
        if any(migration.app_label == app for migration, _backwards in plan):
            with connections[using].cursor() as cursor:
                self._drop_triggers(cursor)

    def matching(self, queryset: "QuerySet[Row]", text: str) -> "QuerySet[Row]":
        """Return the rows that have all of the person's words; blank text changes nothing."""
        if not text.strip():
            return queryset
        if not (words := read(text)):
            return queryset.none()
        return queryset.filter(pk__in=self.keys(words, queryset.db))

    def keys(self, words: Iterable[Word], using: str = DEFAULT_DB_ALIAS) -> RawSQL:
        """Return the subquery for the keys of the rows that have all of the words."""
        vendor = connections[using].vendor
        return RawSQL(  # noqa: S611 - the words are a parameter
            f"SELECT {self._key(vendor)} FROM {self.name} WHERE {self._match(vendor)}",  # noqa: S608
            [_broad(words, vendor)],
        )

    def best(
        self,
        text: str,
        within: "QuerySet[Row] | None" = None,
        *,
        newest: bool = False,
        limit: int = MOST_FOUND,
    ) -> list[int]:
        """Return the keys of the best rows for the person's words (one query).

        Whatever has the words exactly as they were typed comes before the rest; then the heavier
        column decides, and the rarer word. `newest` orders by age instead. `within` asks each row
        whether the queryset has it: leave it out where nearly all rows are wanted, and look at
        the few that come back.
        """
        words = read(text)
        connection = connections[within.db if within is not None else DEFAULT_DB_ALIAS]
        if not words:
            return []
        key, match = self._key(connection.vendor), self._match(connection.vendor)
        broad, exact = _broad(words, connection.vendor), _exact(words, connection.vendor)
        also, more = "", tuple[Any, ...]()
        if within is not None:
            here = RawSQL(f"{self.name}.{key}", [])  # noqa: S611 - our name
            inner, more = within.filter(pk=here).order_by().values("pk").query.sql_with_params()
            also = f" AND EXISTS ({inner})"
        found = f"FROM {self.name} WHERE {match}{also}"
        if newest:
            sql = f"SELECT {key} {found} ORDER BY {key} DESC LIMIT %s"
            params: list[Any] = [broad, *more, limit]
        elif connection.vendor == "sqlite":
            score = f"bm25({self.name}, {', '.join(_WEIGHTS[: len(self.columns)])})"
            sql = (
                f"SELECT rowid, 1, {score} {found} UNION ALL SELECT rowid, 0, {score} {found} "
                "ORDER BY 2 DESC, 3, 1 DESC LIMIT %s"
            )
            params = [exact, *more, f"({broad}) NOT ({exact})", *more, limit]
        else:
            sql = (
                f"SELECT {key} {found} ORDER BY document @@ {_POSTGRESQL_QUERY} DESC, "
                f"ts_rank(document, {_POSTGRESQL_QUERY}) DESC, {key} DESC LIMIT %s"
            )
            params = [broad, *more, exact, broad, limit]
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return [row[0] for row in cursor.fetchall()]

    def _key(self, vendor: str) -> str:
        return "rowid" if vendor == "sqlite" else "id"

    def _match(self, vendor: str) -> str:
        if vendor == "sqlite":
            return f"{self.name} MATCH %s"
        return f"{self.name}.document @@ {_POSTGRESQL_QUERY}"

    def _triggers(self, cursor: Any) -> list[str]:
        catalogue = {"postgresql": "tgname FROM pg_trigger", "sqlite": "name FROM sqlite_master"}
        cursor.execute(f"SELECT {catalogue[cursor.db.vendor]}")
        events = ("insert", "update", "delete", "truncate")
        ours = tuple(f"{self.name}_{event}" for event in events)
        return [name for (name,) in cursor.fetchall() if name.startswith(ours)]

    def _drop_triggers(self, cursor: Any) -> None:
        on_table = f" ON {self.table}" if cursor.db.vendor == "postgresql" else ""
        for name in self._triggers(cursor):
            cursor.execute(f"DROP TRIGGER {name}{on_table}")

    def _statements(self, vendor: str) -> tuple[tuple[str, ...], str]:
        """Return what makes the index, and a name for this way of making it."""
        columns = ", ".join(self.columns)
        old, new = (
            ", ".join([f"{row}.{self.key}", *(self._text(f"{row}.{one}") for one in self.columns)])
            for row in ("old", "new")
        )
        states = ", ".join(f"'{state}'" for state in self.states)
        old_is_in, new_is_in = (
            f"{row}.state IN ({states})" if states else "true" for row in ("old", "new")
        )
        parts = {
            "name": self.name,
            "table": self.table,
            "key": self.key,
            "columns": columns,
            "watched": f"{columns}, state" if states else columns,
            "new_is_in": new_is_in,
            "new_words": new if vendor == "sqlite" else self._document(),
            "tokenizer": self.tokenizer,
            "add_new": f"INSERT INTO {self.name}(rowid, {columns}) SELECT {new} WHERE {new_is_in}",
            "drop_old": f"INSERT INTO {self.name}({self.name}, rowid, {columns}) "
            f"SELECT 'delete', {old} WHERE {old_is_in}",
            "enye": ENYE,
            "signs": punctuation.replace("'", "''"),
            "spaces": " " * len(punctuation),
        }
        made_by = _SQLITE if vendor == "sqlite" else (_POSTGRESQL,)
        plain = "".join(each.format(edition="", **parts) for each in made_by)
        edition = hashlib.sha256(plain.encode()).hexdigest()[:8]
        return tuple(each.format(edition=edition, **parts) for each in made_by), edition

    def _text(self, column: str) -> str:
        """Return SQLite's expression for a text whose ñ, composed or not, is our letter."""
        for letter in ("'ñ'", "'Ñ'", "'n' || char(771)", "'N' || char(771)"):
            column = f"replace({column}, {letter}, '{ENYE}')"
        return column

    def _document(self) -> str:
        """Return PostgreSQL's expression for what the index holds of a row."""
        return " || ".join(
            f"setweight(search_words(new.{name}), '{letter}')"
            for name, letter in zip(self.columns, _LETTERS, strict=False)
        )


def _broad(words: Iterable[Word], vendor: str) -> str:
    """Return the engine's query for rows that have a form of each word."""
    star, either, both = ("*", " OR ", " AND ") if vendor == "sqlite" else (":*", " | ", " & ")
    groups = [
        either.join(_quoted(form, vendor) + star * is_beginning(form) for form in word.forms)
        for word in words
    ]
    return both.join(f"({group})" for group in groups)


def _exact(words: Iterable[Word], vendor: str) -> str:
    """Return the engine's query for rows that have each word as it was typed."""
    both = " AND " if vendor == "sqlite" else " & "
    return both.join(_quoted(word.typed, vendor) for word in words)


def _quoted(word: str, vendor: str) -> str:
    return f'"{word}"' if vendor == "sqlite" else f"'{word}'"
