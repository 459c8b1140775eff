"""What the computer notices about a text: hints with their reason, no verdicts.

To add one: a file here that ends in a `Kind`, its line in KINDS, its tests. What may hold a text
is looked at while its author waits, so it must be quick; the other kinds are the worker's.
"""

from collections.abc import Iterable

from ciudad_global.moderation.models import Signal
from ciudad_global.moderation.signals import (
    burst,
    link_spam,
    near_duplicate,
    personal_data,
    shouting,
    typed_fast,
)
from ciudad_global.moderation.signals.kind import UNKNOWN, Arrival, Kind, Post, text_of

__all__ = [
    "KINDS",
    "UNKNOWN",
    "Arrival",
    "Kind",
    "Post",
    "hints",
    "holding",
    "sentence",
    "text_of",
]

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        link_spam.KIND,
        personal_data.KIND,
        near_duplicate.KIND,
        burst.KIND,
        shouting.KIND,
        typed_fast.KIND,
    )
}


def holding(post: Post) -> list[Signal]:
    """Return what may keep the text from being read, the gravest first; not saved."""
    return _noticed(post, (kind for kind in KINDS.values() if kind.holds_for))


def hints(post: Post) -> list[Signal]:
    """Return what only calls a moderator; not saved."""
    return _noticed(post, (kind for kind in KINDS.values() if not kind.holds_for))


def _noticed(post: Post, kinds: Iterable[Kind]) -> list[Signal]:
    return [
        Signal(kind=kind.name, facts=facts, weight=kind.weight)
        for kind in kinds
        if (facts := kind.look(post)) is not None
    ]


def sentence(signal: Signal) -> str:
    """Return what was noticed, in the active language; "" for a kind that is no longer known."""
    kind = KINDS.get(signal.kind)
    return str(kind.sentence(signal.facts)) if kind else ""
