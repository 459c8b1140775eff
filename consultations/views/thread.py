"""The comments on a proposal's page."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import refuse
from ciudad_global.moderation.states import State
from consultations import permissions
from consultations.forms import CommentForm
from consultations.models import Comment, Proposal
from consultations.permissions import merge, review
from consultations.permissions.comment import thread_open
from consultations.reports import mine, thread

if TYPE_CHECKING:
    from ciudad_global.users.models import User


def what_one_may(
    user: "User | AnonymousUser", proposal: Proposal, rights: permissions.Rights
) -> dict[str, Any]:
    """Return what each comment of a page needs to know (`components/comment.html`)."""
    person = permissions.may_participate(user)
    may_comment, may_mark = rights.comment, rights.mark
    if proposal.state == State.MERGED:
        may_comment = may_mark = refuse(_("Se unió a otra: la conversación sigue en ella."))
    elif not proposal.is_published:
        may_comment = may_mark = refuse(_("Se podrá comentar cuando esté publicada."))
    elif not (still_open := thread_open(proposal)):
        may_comment = still_open
    may_moderate = merge.may_moderate(user, proposal.consultation)
    return {
        "moderate_url": _before_id("moderation:open", "comentario") if may_moderate else "",
        # One address for all: reversing one for each comment and verb would cost more than them.
        "comments_url": _before_id("consultations:comment"),
        "useful_url": reverse("consultations:useful", args=[proposal.pk]),
        "me": user.pk,
        "signed_in": user.is_authenticated,
        "may_comment": may_comment,
        "may_reply": may_comment or may_comment.needs_sign_in,
        "may_mark": may_mark,
        "may_flag": person or person.needs_sign_in,
    }


def _before_id(name: str, *args: str) -> str:
    return reverse(name, args=[*args, 0]).removesuffix("0/")


def comments(
    request: HttpRequest, proposal: Proposal, rights: permissions.Rights
) -> dict[str, Any]:
    """Return the page of comments that the address asks for (`consultations/thread.html`)."""
    wanted = request.GET.get("orden", "")
    sort = thread.Sort(wanted) if wanted in thread.Sort.values else thread.Sort.FIRST
    stance = request.GET.get("postura", "")
    stance = stance if stance in Comment.Stance.values else ""
    try:
        page = thread.page(
            proposal, request.user, sort=sort, stance=stance, start=request.GET.get("desde", "")
        )
    except Comment.DoesNotExist as error:
        raise Http404 from error

    def url(sort: thread.Sort = sort, stance: str = stance, start: str = "") -> str:
        query = {
            "orden": "" if sort == thread.Sort.FIRST else sort,
            "postura": stance,
            "desde": start,
        }
        query = {name: value for name, value in query.items() if value}
        return f"{f'?{urlencode(query)}' if query else request.path}#comentarios"

    may = what_one_may(request.user, proposal, rights)
    return {
        **may,
        "comments": page.comments,
        "my_marks": mine.useful_marks(request.user, page.comments),
        "previous_url": "" if page.previous is None else url(start=page.previous),
        "next_url": "" if page.next is None else url(start=page.next),
        "sorts": [
            {"label": each.label, "url": url(sort=each), "current": each == sort}
            for each in thread.Sort
        ],
        "stance": stance,
        "stances": [
            {"label": label, "url": url(stance=value), "current": value == stance}
            for value, label in [
                ("", _("Todos")),
                *((each.value, capfirst(each.label)) for each in Comment.Stance),
            ]
        ],
        "comment_form": CommentForm(auto_id="comentar-%s", is_reply=False)
        if may["may_comment"]
        else None,
        "reviewed": request.user.is_authenticated
        and may["may_comment"]
        and review.comes_first(Comment(proposal=proposal, author=request.user)),
    }
