"""Proposing: the form, its draft that saves itself, the preview, sending it."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import replace_url

from ciudad_global.common import networks
from ciudad_global.common.html import render as rendered
from ciudad_global.common.http import HtmxRequest
from ciudad_global.common.permissions import Refused, require
from ciudad_global.common.refusal import refused
from ciudad_global.common.visitors import visitors_may_post
from consultations.actions import activity
from consultations.actions import draft as drafts
from consultations.actions import proposal as actions
from consultations.actions import vote as votes
from consultations.forms import ProposalForm, typed_in
from consultations.models import Consultation, Proposal, Vote
from consultations.permissions import Rights, may_draft, review, rights
from consultations.views import kept
from consultations.views.arrival import arrival, say_what_next
from consultations.views.similar import found

if TYPE_CHECKING:
    from ciudad_global.users.models import User

# The draft that somebody began before signing in, wherever it is now.
NEWEST = "ultimo"


@visitors_may_post
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HtmxRequest, slug: str) -> HttpResponse:
    """Show the form, or one's own draft (`borrador`); POST saves, previews or sends it (`do`).

    `files` saves it and goes on to its images and documents.
    """
    consultation = get_object_or_404(Consultation.objects.public(), slug=slug)
    may = rights(request.user, consultation, consultation.phases.all())
    if request.method != "POST":
        return _show(request, consultation, may)
    if same := _number(request.POST.get("same")):
        proposal = get_object_or_404(consultation.proposals.published(), pk=same)
        return _same_idea(request, consultation, proposal)
    do = request.POST.get("do")
    if do in ("save", "files"):
        return _save(request, consultation, may)
    if do == "practices":
        form = ProposalForm(consultation, typed=typed_in(request.POST))
        return _page(request, consultation, may, form, looked_for_practices=True)
    if do == "discard":
        kept.forget(request, slug)
        return redirect(request.path)
    form = ProposalForm(consultation, request.POST)
    if not form.is_valid():
        return _page(request, consultation, may, form)
    if do == "preview":
        body = rendered(form.cleaned_data["body"], limit=actions.BODY_LIMIT)
        return _page(
            request, consultation, may, form, preview=form.cleaned_data | {}, preview_html=body
        )
    return _send(request, consultation, may, form)


def _show(request: HtmxRequest, consultation: Consultation, may: Rights) -> HttpResponse:
    name = request.GET.get("borrador")
    if not name:
        if not may_draft(may.propose):
            return refused(request, may.propose, consultation.get_absolute_url())
        typed = kept.kept(request, consultation.slug)
        form = ProposalForm(consultation, typed=typed)
        if request.user.is_authenticated and not typed:
            form.start_clock()
        return _page(request, consultation, may, form, restored=bool(typed))
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    mine = _drafts(request.user, consultation)
    if name == NEWEST:
        if mine:
            messages.info(
                request, _("Ya entraste. Tu propuesta es un borrador: cuando esté lista, envíala.")
            )
        return redirect(mine[0].draft_url if mine else request.path)
    draft = next((one for one in mine if str(one.pk) == name), None)
    if draft is None:  # sent meanwhile
        sent = Proposal.objects.filter(author=request.user, consultation=consultation)
        return redirect(get_object_or_404(sent, pk=_number(name) or 0))
    form = ProposalForm(consultation, typed=draft.typed)
    # Its text can always be read and copied, also when the time to send it is over.
    why = "" if may_draft(may.propose) else may.propose.why
    return _page(request, consultation, may, form, draft=draft, mine=mine, why=why)


def _save(request: HtmxRequest, consultation: Consultation, may: Rights) -> HttpResponse:
    """Keep what was typed: as a draft, or for visitors in the session."""
    typed, where = typed_in(request.POST), _where(request)
    draft = None
    try:
        if request.user.is_authenticated:
            draft = drafts.save(by=request.user, consultation=consultation, typed=typed, **where)
        else:
            require(may_draft(may.propose))
            kept.keep(request, consultation.slug, typed, **where)
    except Refused as refusal:
        if request.htmx:
            return _state(request, why=str(refusal))
        return _not_saved(request, consultation, may, refusal)
    address = draft.draft_url if draft else request.path
    if request.htmx:
        return replace_url(_state(request, draft), address)
    if request.POST.get("do") == "files":
        if draft is None:
            return redirect_to_login(f"{request.path}?borrador={NEWEST}")
        return redirect("consultations:attachments", draft.pk)
    if draft:
        messages.success(request, _("Guardamos tu borrador. Solo tú lo ves."))
    return redirect(address)


def _state(request: HtmxRequest, draft: Proposal | None = None, why: str = "") -> HttpResponse:
    """Answer htmx with how it stands with the draft."""
    sent = {"pk": request.POST.get("draft", ""), "seen": request.POST.get("seen", "")}
    saved = {"pk": draft.pk, "seen": draft.fingerprint()} if draft else sent
    context = saved | {"why": why, "saved": not why, "visitor": not request.user.is_authenticated}
    return render(request, "consultations/draft_state.html", context)


def _not_saved(
    request: HtmxRequest, consultation: Consultation, may: Rights, refusal: Refused
) -> HttpResponse:
    """Show the form with all that was typed, and why it could not be kept."""
    form = ProposalForm(consultation, typed=typed_in(request.POST))
    if isinstance(refusal, actions.Outdated):
        other = refusal.proposal
        return _page(request, consultation, may, form, status=409, draft=other, other=other.typed)
    return _page(request, consultation, may, form, status=403, why=str(refusal))


def _send(
    request: HtmxRequest, consultation: Consultation, may: Rights, form: ProposalForm
) -> HttpResponse:
    typed, where, user = typed_in(request.POST), _where(request), request.user
    if not user.is_authenticated:
        if not may_draft(may.propose):
            return _page(request, consultation, may, form, status=403, why=may.propose.why)
        try:
            kept.keep(request, consultation.slug, typed, **where)
        except Refused as refusal:
            return _not_saved(request, consultation, may, refusal)
        return redirect_to_login(f"{request.path}?borrador={NEWEST}")
    if where["pk"]:
        try:
            drafts.save(by=user, consultation=consultation, typed=typed, **where)
        except actions.Outdated as refusal:
            return _not_saved(request, consultation, may, refusal)
        except Refused:
            pass  # it may have been sent already: what follows tells
    try:
        proposal = actions.propose(
            by=user,
            consultation=consultation,
            draft=where["pk"],
            arrival=arrival(request, form),
            **form.cleaned_data,
        )
    except Refused as refusal:
        draft = None
        with suppress(Refused):
            draft = drafts.save(by=user, consultation=consultation, typed=typed, pk=where["pk"])
        return _page(request, consultation, may, form, status=403, why=str(refusal), draft=draft)
    kept.forget(request, consultation.slug)
    say_what_next(request, proposal)
    return redirect(proposal)


def _same_idea(
    request: HtmxRequest, consultation: Consultation, proposal: Proposal
) -> HttpResponse:
    """Vote for a proposal that says the same; what was typed is kept until the person decides."""
    typed, where, draft = typed_in(request.POST), _where(request), None
    if not request.user.is_authenticated:
        with suppress(Refused):
            kept.keep(request, consultation.slug, typed, **where)
        value = "agree" if consultation.is_opinion else "support"
        url = reverse("consultations:vote", args=[proposal.pk])
        return redirect_to_login(f"{url}?value={value}")
    with suppress(Refused):
        draft = drafts.save(by=request.user, consultation=consultation, typed=typed, **where)
    try:
        is_new = votes.cast(by=request.user, proposal=proposal, value=Vote.Value.AGREE)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(proposal)
    if is_new:
        network = networks.of(request)
        activity.note(by=request.user, consultation_id=consultation.pk, network=network)
    messages.success(request, _("Tu voto cuenta y es secreto."))
    if draft is None:
        return redirect(proposal)
    return redirect(
        f"{reverse('consultations:draft_discard', args=[draft.pk])}?igual={proposal.pk}"
    )


def _page(
    request: HtmxRequest,
    consultation: Consultation,
    may: Rights,
    form: ProposalForm,
    *,
    status: int = 200,
    draft: Proposal | None = None,
    mine: list[Proposal] | None = None,
    **context: Any,
) -> HttpResponse:
    pk = draft.pk if draft else _number(request.POST.get("draft"))
    mine = _drafts(request.user, consultation) if mine is None else mine
    context |= found(consultation, form["title"].value() or "", may.vote)
    context |= {
        "page": consultation.page,
        "form": form,
        "signed_in": request.user.is_authenticated,
        "visitor": not request.user.is_authenticated,
        "draft": draft,
        "pk": pk or "",
        "seen": draft.fingerprint() if draft else request.POST.get("seen", ""),
        "drafts": [one for one in mine if one.pk != pk],
        "reviewed": review.comes_first(
            Proposal(
                consultation=consultation,
                author=request.user if request.user.is_authenticated else None,
            )
        ),
        "files_count": next((getattr(one, "files_count", 0) for one in mine if one.pk == pk), 0),
    }
    return render(request, "consultations/propose.html", context, status=status)


def _drafts(user: "User | AnonymousUser", consultation: Consultation) -> list[Proposal]:
    """Return the person's drafts in this consultation, newest first."""
    if not user.is_authenticated:
        return []
    found = Proposal.objects.drafts_of(user).filter(consultation=consultation)
    found = found.annotate(files_count=Count("attachments")).order_by("-created_at")
    return list(found.select_related("consultation"))


def _where(request: HtmxRequest) -> dict[str, Any]:
    """Return which draft was typed into, and how it was when the person read it."""
    return {"pk": _number(request.POST.get("draft")), "seen": request.POST.get("seen", "")}


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 19 else None
