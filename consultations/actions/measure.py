"""What moderation does to content beside deciding whether it is read."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import cast

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ciudad_global.common.html import render
from ciudad_global.common.permissions import Refused, refuse, require
from ciudad_global.moderation import actions as moderation
from ciudad_global.moderation.models import Case
from ciudad_global.moderation.states import Outcome, Reason, State
from ciudad_global.moderation.suggestions import language_of
from ciudad_global.users.models import User
from consultations.actions import open_data
from consultations.actions.comment import rendered
from consultations.models import Comment, Proposal, ProposalVersion

# Shorter passages occur everywhere.
SHORTEST = 3
_MASKABLE = (
    State.PENDING,
    State.PUBLISHED,
    State.HELD,
    State.REJECTED,
    State.REMOVED,
    State.MERGED,
)
_Text = Proposal | Comment | ProposalVersion


def mask(
    *, by: User, case: Case, passages: Sequence[str], seen: str, text: str = "", note: str = ""
) -> None:
    """Cover personal data wherever it stands, in earlier versions as well.

    The log does not keep the passages; without a `text` for the author, a suggested one is sent.
    Raises Refused.
    """
    with acting(by, case, seen) as (case, content):
        if content.state not in _MASKABLE:
            raise Refused(refuse(_("Ya no hay nada que tapar.")))
        if case.consultation_id is None:
            raise Refused(refuse(_("En una pregunta en vivo no se tapa nada: retírala.")))
        if any(passage in text or passage in note for passage in passages):
            raise Refused(refuse(_("No copies los datos en la explicación ni en la nota.")))
        versions = list(content.versions.all()) if isinstance(content, Proposal) else []
        check_passages([content, *versions], passages)
        for each in (content, *versions):
            cover(each, passages, content.language)
            _render_anew(each)
            each.save(update_fields=[*_fields(each), "body_html"])
        content.masked_at = timezone.now()
        content.save(update_fields=["masked_at"])
        open_data.outdate(consultation_id=case.consultation_id)
        moderation.beside(
            by=by,
            case=case,
            content=content,
            outcome=Outcome.MASKED,
            reason=Reason.PERSONAL_DATA,
            text=text.strip() or _suggested(content),
            note=note.strip(),
        )


def check_passages(texts: Sequence[_Text], passages: Sequence[str]) -> None:
    """Raise Refused for passages that are too short or stand nowhere."""
    if not passages:
        raise Refused(refuse(_("Escribe qué se tapa, un dato por línea.")))
    for passage in passages:
        if len(passage) < SHORTEST:
            raise Refused(refuse(_("Cada dato tiene al menos %(n)d signos.") % {"n": SHORTEST}))
        if not any(passage in getattr(each, name) for each in texts for name in _fields(each)):
            raise Refused(refuse(_("«%(text)s» no está en el texto.") % {"text": passage}))


def cover(content: _Text, passages: Sequence[str], language: str) -> None:
    """Replace the passages in the texts of this row, which the caller saves. Raises Refused."""
    with translation.override(language):
        mark = _("[dato personal]")
    for name in _fields(content):
        value = getattr(content, name)
        for passage in sorted(passages, key=len, reverse=True):
            value = value.replace(passage, mark)
        longest = content._meta.get_field(name).max_length  # type: ignore[union-attr]
        if longest and len(value) > longest:
            raise Refused(refuse(_("El título o el resumen quedaría muy largo: tapa menos.")))
        setattr(content, name, value)


def _fields(content: _Text) -> tuple[str, ...]:
    return ("body",) if isinstance(content, Comment) else ("title", "summary", "body")


def _render_anew(content: _Text) -> None:
    if isinstance(content, Comment):
        content.body_html = rendered(content.proposal, content.body, content.language)
    else:
        # What covers may be longer than what it covers.
        content.body_html = render(content.body, limit=len(content.body))


def _suggested(content: Proposal | Comment) -> str:
    with translation.override(language_of(content)):
        return _(
            "Lo que escribiste mostraba datos de una persona. Los tapamos para cuidarla; lo demás "
            "se lee igual."
        )


def lock_thread(*, by: User, case: Case, seen: str, reason: str, text: str) -> None:
    """Close a proposal's thread to new comments; the page says why. Raises Refused."""
    _switch(by, case, seen, lock=True, reason=reason, text=text)


def unlock_thread(*, by: User, case: Case, seen: str, reason: str, text: str) -> None:
    """Open a proposal's thread again. Raises Refused."""
    _switch(by, case, seen, lock=False, reason=reason, text=text)


def _switch(by: User, case: Case, seen: str, *, lock: bool, reason: str, text: str) -> None:
    with acting(by, case, seen) as (case, content):
        if not isinstance(content, Proposal) or not content.is_published:
            raise Refused(refuse(_("Solo se cierran los comentarios de lo que está publicado.")))
        if bool(content.comments_locked_at) == lock:
            raise Refused(refuse(_("Ya está así: recarga la página.")))
        if not (reason and text.strip()):
            raise Refused(refuse(_("Elige una razón y explica por qué.")))
        content.comments_locked_at = timezone.now() if lock else None
        content.save(update_fields=["comments_locked_at"])
        moderation.beside(
            by=by,
            case=case,
            content=content,
            outcome=Outcome.LOCKED if lock else Outcome.UNLOCKED,
            reason=reason,
            text=text.strip(),
        )


@contextmanager
def acting(by: User, case: Case, seen: str) -> Iterator[tuple[Case, Proposal | Comment]]:
    """Give case and content, locked for somebody who may act on them. Raises Refused."""
    with transaction.atomic():
        case, content = moderation.lock_both(case)
        require(moderation.may_act_now(by, case, content, seen=seen))
        yield case, cast("Proposal | Comment", content)
