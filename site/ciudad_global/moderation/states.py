"""The one life that every piece of residents' content has, and the moves that are legal."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("borrador")
    PENDING = "pending", _("en revisión")
    PUBLISHED = "published", _("publicada")
    HELD = "held", _("retenida")
    REJECTED = "rejected", _("no publicada")
    REMOVED = "removed", _("retirada por moderación")
    WITHDRAWN = "withdrawn", _("retirada por su autor/a")
    MERGED = "merged", _("unida a otra")
    ERASED = "erased", _("borrada")


MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.PENDING, State.PUBLISHED, State.ERASED}),
    State.PENDING: frozenset(
        {State.PUBLISHED, State.HELD, State.REJECTED, State.WITHDRAWN, State.ERASED}
    ),
    State.PUBLISHED: frozenset(
        {State.HELD, State.REMOVED, State.WITHDRAWN, State.MERGED, State.ERASED}
    ),
    State.HELD: frozenset(
        {State.PUBLISHED, State.REJECTED, State.REMOVED, State.WITHDRAWN, State.ERASED}
    ),
    State.REJECTED: frozenset({State.PUBLISHED, State.ERASED}),
    State.REMOVED: frozenset({State.PUBLISHED, State.ERASED}),
    State.MERGED: frozenset({State.PUBLISHED, State.ERASED}),
    State.WITHDRAWN: frozenset({State.ERASED}),
    State.ERASED: frozenset(),
}

# What still stands in a thread or a list as a tombstone: its place is kept, its text is not.
TOMBSTONES = (State.REMOVED, State.WITHDRAWN, State.ERASED)
# What everybody may read: a merged proposal leads to the one that stands for both.
READABLE = (State.PUBLISHED, State.MERGED)


class IllegalMove(Exception):
    """Raised when a state cannot follow another."""


def check_move(before: str, after: str) -> None:
    """Raise IllegalMove unless content in state `before` may come to be `after`."""
    if State(after) not in MOVES[State(before)]:
        raise IllegalMove(f"{before} -> {after}")


class Reason(models.TextChoices):
    """Why something breaks the community rules: for reports and for decisions."""

    SPAM = "spam", _("publicidad o mensajes repetidos")
    OFFENSIVE = "offensive", _("insulta o discrimina")
    THREAT = "threat", _("amenaza o promueve algo ilegal")
    PERSONAL_DATA = "personal_data", _("muestra datos personales")
    OFF_TOPIC = "off_topic", _("no trata el tema de la consulta")
    DUPLICATE = "duplicate", _("repite otra propuesta")
    IMPERSONATION = "impersonation", _("se hace pasar por otra persona")
    WRONG_PLACE = "wrong_place", _("está en el lugar equivocado")
    OTHER = "other", _("otra razón")
