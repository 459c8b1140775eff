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
        {
            State.PENDING,  # changed by its author as a moderator asked
            State.PUBLISHED,
            State.REJECTED,
            State.REMOVED,
            State.WITHDRAWN,
            State.ERASED,
        }
    ),
    State.REJECTED: frozenset({State.PUBLISHED, State.ERASED}),
    State.REMOVED: frozenset({State.PUBLISHED, State.ERASED}),
    State.MERGED: frozenset({State.PUBLISHED, State.ERASED}),
    State.WITHDRAWN: frozenset({State.ERASED}),
    State.ERASED: frozenset(),
}

# What nothing but taking back a decision may do (actions/undo.py).
UNDO_MOVES: dict[State, frozenset[State]] = {
    State.PUBLISHED: frozenset({State.PENDING, State.REJECTED}),
    State.REJECTED: frozenset({State.PENDING, State.HELD}),
    State.REMOVED: frozenset({State.HELD}),
}

# What still stands in a thread or a list as a tombstone: its place is kept, its text is not.
TOMBSTONES = (State.REMOVED, State.WITHDRAWN, State.ERASED)
# What everybody may read: a merged proposal leads to the one that stands for both.
READABLE = (State.PUBLISHED, State.MERGED)


class IllegalMove(Exception):
    """Raised when a state cannot follow another."""


def check_move(before: str, after: str, *, undoing: bool = False) -> None:
    """Raise IllegalMove unless content in state `before` may come to be `after`.

    `undoing` is said by who takes back the decision that led to `before`.
    """
    possible = MOVES[State(before)]
    if undoing:
        possible |= UNDO_MOVES.get(State(before), frozenset())
    if State(after) not in possible:
        raise IllegalMove(f"{before} -> {after}")


class Outcome(models.TextChoices):
    """What a decision does. The first four are the states that the content comes to."""

    PUBLISHED = "published", _("publicar")
    HELD = "held", _("retener")
    REJECTED = "rejected", _("no publicar")
    REMOVED = "removed", _("retirar del sitio")
    CHANGES = "changes", _("pedir cambios")
    MASKED = "masked", _("tapar datos personales")
    LOCKED = "locked", _("cerrar los comentarios")
    UNLOCKED = "unlocked", _("abrir los comentarios")
    MOVED = "moved", _("pasar a otra propuesta")
    UNDONE = "undone", _("deshacer")
    TAKEN = "taken", _("tomar el caso de otra persona")
    UPHELD = "upheld", _("mantener la decisión apelada")
    REVERSED = "reversed", _("dar la razón a quien apeló")
    WARNED = "warned", _("advertir a la persona")
    SUSPENDED = "suspended", _("suspender la cuenta")
    LIFTED = "lifted", _("levantar la suspensión")
    # Of a suspension, before anybody but the team hears of it.
    PROPOSED = "proposed", _("proponer una suspensión")
    DISCARDED = "discarded", _("descartar una suspensión propuesta")


# What changes nothing about whether and where the content is read.
LEAVES_STATE = frozenset({Outcome.MASKED, Outcome.LOCKED, Outcome.UNLOCKED, Outcome.MOVED})


# What says where the content stands until the next one of these.
SETTLES_STATE = (
    Outcome.PUBLISHED,
    Outcome.HELD,
    Outcome.CHANGES,
    Outcome.REJECTED,
    Outcome.REMOVED,
    Outcome.REVERSED,
)
# What changes something against a person, who may ask that somebody else looks again.
APPEALABLE = (
    Outcome.HELD,
    Outcome.CHANGES,
    Outcome.REJECTED,
    Outcome.REMOVED,
    Outcome.MASKED,
    Outcome.WARNED,
    Outcome.SUSPENDED,
)


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
