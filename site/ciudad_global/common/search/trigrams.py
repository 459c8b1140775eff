"""An index of letter groups: it finds what is spelt almost like what was typed.

FTS5 cuts a text into trigrams by itself; on PostgreSQL pg_trgm does, and the `tsvector` holds
them. Both look for the rarest trigrams only, as many as `_MOST_ROWS` allows: the time does not
grow with the number of texts that share "ión". Whatever is found is a candidate; `closeness`
judges words.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

from django.db import connections
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from ciudad_global.common.search.index import Index, Row
from ciudad_global.common.search.words import ENYE, significant

_MOST_ROWS = 3_000
_MOST_WORDS = 12
# SQLite's tokenizer minds no case, but accents: a trigram is looked for in all its spellings.
_SPELLINGS = {"a": "aá", "e": "eé", "i": "ií", "o": "oó", "u": "uúü", "n": "nñ"}
_PLAIN = str.maketrans({other: one for one, all_ in _SPELLINGS.items() for other in all_})
_GRAMS = """
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE OR REPLACE FUNCTION search_grams(text) RETURNS tsvector LANGUAGE sql STABLE AS $$
    SELECT array_to_tsvector(show_trgm(unaccent(normalize($1))))
$$;
"""

# To count the rows of each would cost more than to find them; the planner's statistics know the
# common ones, and what they do not know is rare.
_RARITY = """
WITH common AS (
    SELECT unnest(most_common_elems::text::text[]) AS gram,
        unnest(most_common_elem_freqs[: cardinality(most_common_elems::text::text[])])
        * (SELECT reltuples FROM pg_class WHERE oid = tablename::regclass) AS rows
    FROM pg_stats WHERE tablename = %s AND attname = 'document'
)
SELECT gram, coalesce(common.rows, 1)::int FROM unnest(show_trgm(%s)) AS gram
LEFT JOIN common USING (gram)
"""


@dataclass(frozen=True)
class Trigrams(Index):
    """The trigrams of one column of a table's rows."""

    tokenizer = "trigram"

    def near(self, text: str, within: "QuerySet[Row]", limit: int) -> list[int]:
        """Return the keys of rows of `within` that share the text's rarest trigrams, best first
        (two queries).
        """
        connection = connections[within.db]
        words = spelt(text)
        here = RawSQL(f"{self.name}.{self._key(connection.vendor)}", [])  # noqa: S611 - our name
        inner, more = within.filter(pk=here).order_by().values("pk").query.sql_with_params()
        with connection.cursor() as cursor:
            grams = self._rarest(cursor, words)
            if not grams:
                return []
            if connection.vendor == "sqlite":
                query = " OR ".join(f'"{gram}"' for gram in grams)
                sql = (
                    f"SELECT rowid FROM {self.name} WHERE {self.name} MATCH %s AND EXISTS ({inner})"  # noqa: S608 - our names
                    f" ORDER BY bm25({self.name}) LIMIT %s"
                )
                cursor.execute(sql, [query, *more, limit])
            else:
                query = " | ".join(f"'{gram}'" for gram in grams)
                sql = (
                    f"SELECT id FROM {self.name} WHERE document @@ %s::tsquery AND EXISTS ({inner})"  # noqa: S608 - our names
                    " ORDER BY ts_rank(document, %s::tsquery) DESC LIMIT %s"
                )
                cursor.execute(sql, [query, *more, query, limit])
            return [row[0] for row in cursor.fetchall()]

    def _rarest(self, cursor: Any, words: list[str]) -> list[str]:
        """Return the trigrams of the words that few rows have, in all spellings that occur."""
        if cursor.db.vendor == "sqlite":
            grams = {gram for word in words for gram in _cut(f" {word}")}
            written = [spelling for gram in grams for spelling in _spellings(gram)]
            marks = ", ".join(["%s"] * len(written))
            sql = f"SELECT term, doc FROM {self.name}_grams WHERE term IN ({marks})"  # noqa: S608
            cursor.execute(sql, written)
        else:
            cursor.execute(_RARITY, [self.name, " ".join(words)])
        found: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for spelling, rows in cursor.fetchall():
            found[_plain(spelling)].append((spelling, rows))
        rarest: list[str] = []
        total = 0
        for rows, spellings in sorted(
            (sum(rows for _spelling, rows in one), [spelling for spelling, _rows in one])
            for one in found.values()
        ):
            total += rows
            if rarest and total > _MOST_ROWS:
                break
            rarest += spellings
        return rarest

    def _statements(self, vendor: str) -> tuple[tuple[str, ...], str]:
        statements, edition = super()._statements(vendor)
        if vendor == "postgresql":
            return (_GRAMS, *statements), edition
        grams = f"{self.name}_grams"
        return (
            f"DROP TABLE IF EXISTS {grams}",
            *statements,
            f"CREATE VIRTUAL TABLE {grams} USING fts5vocab({self.name}, 'row')",
        ), edition

    def _text(self, column: str) -> str:
        return f"' ' || {column}"  # the first word begins like the others

    def _document(self) -> str:
        return f"search_grams(new.{self.columns[0]})"


def spelt(text: str) -> list[str]:
    """Return the text's words as trigrams know them: ñ is an accented n here."""
    words = (word.replace(ENYE, "n") for word in significant(text))
    return list(dict.fromkeys(words))[:_MOST_WORDS]


def closeness(one: str, other: str) -> float:
    """Return how alike two words are spelt: 1 for the same, 0 for hardly alike.

    Twice the trigrams that both have ÷ all trigrams of both (Dice's coefficient).
    """
    if one == other:
        return 1.0
    ours, theirs = _padded(one), _padded(other)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs))


@lru_cache(maxsize=8192)
def _padded(word: str) -> frozenset[str]:
    return frozenset(_cut(f"  {word} "))


def _cut(text: str) -> list[str]:
    return [text[start : start + 3] for start in range(len(text) - 2)]


def _spellings(gram: str) -> list[str]:
    return ["".join(letters) for letters in product(*(_SPELLINGS.get(one, one) for one in gram))]


def _plain(gram: str) -> str:
    return gram.translate(_PLAIN)
