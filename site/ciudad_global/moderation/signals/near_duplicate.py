"""Almost the same words as other people's texts."""

import re
import unicodedata

from django.utils.translation import ngettext

from ciudad_global.moderation.signals.kind import Facts, Kind, Post, text_of
from ciudad_global.moderation.states import State

# Short ones agree by chance: "Estoy totalmente de acuerdo con esta propuesta".
WORDS = 12
# Of the groups of three words that either has, how many both have.
ALIKE = 0.7
# How many texts before it are read again.
BACK = 500


def look(post: Post) -> Facts | None:
    """Return to how many of the latest texts of other people it is almost equal."""
    mine = triples(post.text)
    if len(mine) < WORDS - 2:
        return None
    content = post.content
    latest = (
        type(content)
        ._default_manager.exclude(state__in=(State.DRAFT, State.WITHDRAWN, State.ERASED))
        .order_by("-pk")
    )
    others = [
        other
        for other in latest.exclude(pk=content.pk)[:BACK]
        if (other.author_id is None or other.author_id != content.author_id)
        and alike(mine, triples(text_of(other))) >= ALIKE
    ]
    return {"texts": len(others)} if others else None


def triples(text: str) -> frozenset[tuple[str, ...]]:
    """Return the groups of three words in a row, without case and accents."""
    plain = unicodedata.normalize("NFD", text.casefold())
    words = re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)))
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def alike(mine: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """Return the share of groups that both texts have."""
    return len(mine & other) / (len(mine | other) or 1)


def sentence(facts: Facts) -> str:
    """Say how many there are."""
    return (
        ngettext(
            "Es casi igual a un texto de otra persona.",
            "Es casi igual a %(texts)d textos de otras personas.",
            facts["texts"],
        )
        % facts
    )


KIND = Kind("near_duplicate", 10, look, sentence)
