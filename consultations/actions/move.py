"""Moving a comment, with its replies, to the proposal of the consultation where it belongs."""

from django.db.models import F
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import Refused, refuse
from ciudad_global.moderation import actions as moderation
from ciudad_global.moderation.models import Case
from ciudad_global.moderation.states import Outcome, State
from ciudad_global.users.models import User
from consultations.actions.measure import acting
from consultations.models import Comment, Proposal

# A thread below one comment that is longer is a debate of its own.
MOST = 200


def move(
    *, by: User, case: Case, target: Proposal, seen: str, reason: str, text: str, note: str = ""
) -> None:
    """Put the comment of a case, and what hangs below it, at the end of another proposal's thread.

    It keeps its address, its marks and what was decided about it, and becomes a comment on the
    proposal itself. Its author is told. Raises Refused.
    """
    with acting(by, case, seen) as (case, comment):
        if not isinstance(comment, Comment) or not comment.is_published:
            raise Refused(refuse(_("Solo se pasa a otra propuesta un comentario publicado.")))
        if comment.parent_id:
            # Locked before its replies and their proposal, as by whoever answers it.
            above = Comment.objects.filter(pk=comment.parent_id)
            above.update(replies_count=F("replies_count") - 1)
        thread = _thread(comment)
        both = Proposal.objects.select_for_update(no_key=True).order_by("pk")
        proposals = both.in_bulk([comment.proposal_id, target.pk])
        source, target = proposals[comment.proposal_id], proposals[target.pk]
        if target == source or target.consultation_id != source.consultation_id:
            raise Refused(refuse(_("Elige otra propuesta de la misma consulta.")))
        if not target.is_published:
            raise Refused(refuse(_("Esa propuesta no está publicada.")))
        _place(thread, target)
        published = sum(each.state == State.PUBLISHED for each in thread)
        _count(source, published=-published)
        _count(target, published=published, written=len(thread))
        case.comment = thread[0]
        moderation.beside(
            by=by,
            case=case,
            content=thread[0],
            outcome=Outcome.MOVED,
            reason=reason,
            text=text.strip(),
            note=note.strip(),
        )


def _thread(comment: Comment) -> list[Comment]:
    """Return the locked comment and all below it, in reading order. Raises Refused.

    Locked by id, as by batches. Whoever replies locks what they reply to: once all are locked there
    come no more.
    """
    found: list[Comment] = []
    while True:
        below = Comment.objects.select_for_update().filter(
            proposal=comment.proposal_id, path__startswith=comment.path
        )
        before, found = len(found), list(below.order_by("pk")[: MOST + 1])
        if len(found) > MOST:
            why = _("Tiene más de %(most)d respuestas: pásalas por partes.")
            raise Refused(refuse(why % {"most": MOST}))
        if len(found) == before:
            return sorted(found, key=lambda each: each.path)


def _place(thread: list[Comment], target: Proposal) -> None:
    """Number the comments anew behind those of `target`, and write where they stand now."""
    moved: dict[int | None, Comment] = {}
    for number, each in enumerate(thread, target.comments_serial + 1):
        # What it answers stands before it, and has its new path already.
        each.place(number, moved.get(each.parent_id))
        each.proposal = target
        moved[each.pk] = each
    Comment.objects.bulk_update(thread, ["proposal", "parent", "number", "path", "depth"])


def _count(proposal: Proposal, *, published: int, written: int = 0) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(
        comments_count=F("comments_count") + published,
        comments_serial=F("comments_serial") + written,
    )
