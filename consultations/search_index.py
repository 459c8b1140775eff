"""Full-text index of proposals, kept by the database itself: triggers follow every write.

Both engines index words without accents, as written. Stemming happens in the query, the same on
both: a word loses its ending and finds what begins like the rest ("participaciones" looks for
"participacion…"). Snowball's Spanish stemmer needs the accents that people leave out: without
them it gives "participacion" and "participaciones", "ciudad" and "ciudades" different stems.
"""

import re
import unicodedata
from typing import Any

from django.db import connections, transaction
from django.db.models.expressions import RawSQL

from consultations.models.proposal import ProposalQuerySet

# The index stores no text: it reads the columns of its content table.
_SQLITE = (
    "DROP TABLE IF EXISTS proposal_search",
    """
    CREATE VIRTUAL TABLE proposal_search USING fts5(
        title, summary, body, content='consultations_proposal', content_rowid='id',
        tokenize='unicode61 remove_diacritics 2'
    )
    """,
    """
    CREATE TRIGGER proposal_search_insert AFTER INSERT ON consultations_proposal BEGIN
        INSERT INTO proposal_search(rowid, title, summary, body)
        VALUES (new.id, new.title, new.summary, new.body);
    END
    """,
    """
    CREATE TRIGGER proposal_search_delete AFTER DELETE ON consultations_proposal BEGIN
        INSERT INTO proposal_search(proposal_search, rowid, title, summary, body)
        VALUES ('delete', old.id, old.title, old.summary, old.body);
    END
    """,
    """
    CREATE TRIGGER proposal_search_update
    AFTER UPDATE OF title, summary, body ON consultations_proposal BEGIN
        INSERT INTO proposal_search(proposal_search, rowid, title, summary, body)
        VALUES ('delete', old.id, old.title, old.summary, old.body);
        INSERT INTO proposal_search(rowid, title, summary, body)
        VALUES (new.id, new.title, new.summary, new.body);
    END
    """,
    "INSERT INTO proposal_search(proposal_search) VALUES ('rebuild')",
)

# A table of its own: in the proposal's row each vote would write the words into the index again.
# No foreign key: the test suite's TRUNCATE would stop at it. `translate` takes apart what the
# parser would keep together as a host, a path or an e-mail address.
_POSTGRESQL = """
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE TABLE IF NOT EXISTS proposal_search (
    proposal_id bigint PRIMARY KEY, document tsvector NOT NULL
);
CREATE INDEX IF NOT EXISTS proposal_search_document ON proposal_search USING gin (document);
CREATE OR REPLACE FUNCTION proposal_search_words(text) RETURNS tsvector LANGUAGE sql STABLE AS
$$ SELECT to_tsvector('simple', unaccent(normalize(translate($1, './-_@:', '      ')))) $$;
CREATE OR REPLACE FUNCTION proposal_search_document(title text, summary text, body text)
RETURNS tsvector LANGUAGE sql STABLE AS $$
    SELECT setweight(proposal_search_words(title), 'A')
        || setweight(proposal_search_words(summary), 'B')
        || setweight(proposal_search_words(body), 'C')
$$;
CREATE OR REPLACE FUNCTION proposal_search_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        TRUNCATE proposal_search;
    ELSIF TG_OP = 'DELETE' THEN
        DELETE FROM proposal_search WHERE proposal_id = OLD.id;
    ELSE
        INSERT INTO proposal_search
        VALUES (NEW.id, proposal_search_document(NEW.title, NEW.summary, NEW.body))
        ON CONFLICT (proposal_id) DO UPDATE SET document = excluded.document;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER proposal_search_insert AFTER INSERT OR DELETE ON consultations_proposal
FOR EACH ROW EXECUTE FUNCTION proposal_search_keep();
CREATE TRIGGER proposal_search_update AFTER UPDATE OF title, summary, body ON consultations_proposal
FOR EACH ROW EXECUTE FUNCTION proposal_search_keep();
CREATE TRIGGER proposal_search_truncate AFTER TRUNCATE ON consultations_proposal
FOR EACH STATEMENT EXECUTE FUNCTION proposal_search_keep();
TRUNCATE proposal_search;
INSERT INTO proposal_search
SELECT id, proposal_search_document(title, summary, body) FROM consultations_proposal;
"""

_MAKE = {"sqlite": _SQLITE, "postgresql": (_POSTGRESQL,)}
_MATCH = {
    "sqlite": "proposal_search MATCH %s",
    "postgresql": "proposal_search.document @@ to_tsquery('simple', unaccent(%s))",
}
_KEY = {"sqlite": "rowid", "postgresql": "proposal_id"}
_RELEVANCE = {
    "sqlite": "-bm25(proposal_search, 10.0, 4.0, 1.0)",
    "postgresql": "ts_rank(proposal_search.document, to_tsquery('simple', unaccent(%s)))",
}

_WORD = re.compile(r"[^\W_]+")
# What changes with gender and number; four letters always stay.
_ENDING = re.compile(r"(?<=\w{4})(?:es|as|os|s|a|o|e)$")
_SHORTEST_STEM = 4
_LONGEST_STEM = 40
_MOST_WORDS = 12
_MOST_CHARACTERS = 1_000
# Words that most proposals contain; looked for only when there are no others.
_COMMON = frozenset(
    "a al an and as at by como con de del e el en entre es for from in is la las lo los mas mi ni "  # noqa: SIM905
    "no o of on or para pero por que se si sin sobre son su sus the to u un una uno unos unas y "
    "ya".split()
)


def install(using: str = "default", **kwargs: Any) -> None:
    """Create the index and its triggers and fill it, unless the triggers are there.

    Called after each `migrate`: `step_aside` dropped the triggers if proposals may have changed.
    """
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if "consultations_proposal" not in connection.introspection.table_names(cursor):
            return  # migrated back to before the table
        catalogue = {"postgresql": "pg_trigger WHERE tgname", "sqlite": "sqlite_master WHERE name"}
        cursor.execute(
            f"SELECT 1 FROM {catalogue[connection.vendor]} = 'proposal_search_update'"  # noqa: S608
        )
        if not cursor.fetchone():
            for statement in _MAKE[connection.vendor]:
                cursor.execute(statement)


def step_aside(using: str = "default", plan: Any = (), **kwargs: Any) -> None:
    """Drop the triggers before migrations of this app; `install` then makes everything anew.

    PostgreSQL refuses to change the type of a column that a trigger watches.
    """
    if all(migration.app_label != "consultations" for migration, _backwards in plan):
        return
    connection = connections[using]
    table = " ON consultations_proposal" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for event in ("insert", "update", "delete", "truncate"):
            cursor.execute(f"DROP TRIGGER IF EXISTS proposal_search_{event}{table}")


def matching(queryset: ProposalQuerySet, text: str) -> ProposalQuerySet:
    """Return the proposals that have all of the person's words; blank text changes nothing."""
    if not text.strip():
        return queryset
    vendor = connections[queryset.db].vendor
    query = _query(text, vendor)
    if not query:
        return queryset.none()
    found = RawSQL(  # noqa: S611 - the words are a parameter
        f"SELECT {_KEY[vendor]} FROM proposal_search WHERE {_MATCH[vendor]}",  # noqa: S608
        [query],
    )
    return queryset.filter(pk__in=found)


def ranked(queryset: ProposalQuerySet, text: str) -> ProposalQuerySet:
    """Return what `matching` returns, best first: the title weighs most, the body least."""
    if not text.strip():
        return queryset
    vendor = connections[queryset.db].vendor
    query = _query(text, vendor)
    if not query:
        return queryset.none()
    # A join, because a subquery a row would run the search a row.
    return queryset.extra(  # type: ignore[return-value]  # noqa: S610 - our names
        tables=["proposal_search"],
        where=[f"proposal_search.{_KEY[vendor]} = consultations_proposal.id", _MATCH[vendor]],
        params=[query],
        select={"relevance": _RELEVANCE[vendor]},
        select_params=[query] if "%s" in _RELEVANCE[vendor] else [],
        order_by=["-relevance", "-id"],
    )


def _query(text: str, vendor: str) -> str:
    """Return the engine's query for the text: quoted stems, so that no sign means anything."""
    folded = unicodedata.normalize("NFKD", text[:_MOST_CHARACTERS].casefold())
    bare = "".join(char for char in folded if not unicodedata.combining(char))
    words = _WORD.findall(bare)
    stems = [_ENDING.sub("", word)[:_LONGEST_STEM] for word in words if word not in _COMMON]
    stems = list(dict.fromkeys(stems or words))[:_MOST_WORDS]
    if vendor == "postgresql":
        marked = [f"'{stem}'{':*' if len(stem) >= _SHORTEST_STEM else ''}" for stem in stems]
        return " & ".join(marked)
    return " ".join(f'"{stem}"{"*" if len(stem) >= _SHORTEST_STEM else ""}' for stem in stems)
