"""Proposing: the form, its draft that saves itself, the preview, sending it."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import replace_url

from ciudad_global.common.html import render as rendered
from ciudad_global.common.http import HtmxRequest
from ciudad_global.common.permissions import Answer, Refused, require
from ciudad_global.common.visitors import visitors_may_post
from ciudad_global.moderation.states import State
from consultations.actions import draft as drafts
from consultations.actions import proposal as actions
from consultations.forms import ProposalForm, typed_in
from consultations.models import Consultation, Proposal
from consultations.permissions import may_draft, rights
from consultations.views import kept
from consultations.views.refusal import refused

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
    answer = rights(request.user, consultation, consultation.phases.all()).propose
    if request.method != "POST":
        return _show(request, consultation, answer)
    do = request.POST.get("do")
    if do in ("save", "files"):
        return _save(request, consultation, answer)
    if do == "discard":
        kept.forget(request, slug)
        return redirect(request.path)
    form = ProposalForm(consultation, request.POST)
    if not form.is_valid():
        return _page(request, consultation, form)
    if do == "preview":
        body = rendered(form.cleaned_data["body"], limit=actions.BODY_LIMIT)
        return _page(request, consultation, form, preview=form.cleaned_data | {}, preview_html=body)
    return _send(request, consultation, answer, form)


def _show(request: HtmxRequest, consultation: Consultation, answer: Answer) -> HttpResponse:
    name = request.GET.get("borrador")
    if not name:
        if not may_draft(answer):
            return refused(request, answer, consultation.get_absolute_url())
        typed = kept.kept(request, consultation.slug)
        form = ProposalForm(consultation, typed=typed)
        return _page(request, consultation, form, restored=bool(typed))
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    own = Proposal.objects.filter(author=request.user, consultation=consultation)
    own = own.select_related("consultation")
    if name == NEWEST:
        newest = own.drafts_of(request.user).order_by("-created_at").first()
        return redirect(newest.draft_url if newest else request.path)
    draft = get_object_or_404(own, pk=_number(name))
    if draft.state != State.DRAFT:
        return redirect(draft)  # sent meanwhile
    form = ProposalForm(consultation, typed=draft.typed)
    # Its text can always be read and copied, also when the time to send it is over.
    why = "" if may_draft(answer) else answer.why
    return _page(request, consultation, form, draft=draft, why=why)


def _save(request: HtmxRequest, consultation: Consultation, answer: Answer) -> HttpResponse:
    """Keep what was typed: as a draft, or for visitors in the session."""
    typed, where = typed_in(request.POST), _where(request)
    draft = None
    try:
        if request.user.is_authenticated:
            draft = drafts.save(by=request.user, consultation=consultation, typed=typed, **where)
        else:
            require(may_draft(answer))
            kept.keep(request, consultation.slug, typed, **where)
    except Refused as refusal:
        if request.htmx:
            return _state(request, why=str(refusal))
        return _not_saved(request, consultation, refusal)
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


def _not_saved(request: HtmxRequest, consultation: Consultation, refusal: Refused) -> HttpResponse:
    """Show the form with all that was typed, and why it could not be kept."""
    form = ProposalForm(consultation, typed=typed_in(request.POST))
    if isinstance(refusal, actions.Outdated):
        other = refusal.proposal
        return _page(request, consultation, form, status=409, draft=other, other=other.typed)
    return _page(request, consultation, form, status=403, why=str(refusal))


def _send(
    request: HtmxRequest, consultation: Consultation, answer: Answer, form: ProposalForm
) -> HttpResponse:
    typed, where, user = typed_in(request.POST), _where(request), request.user
    if not user.is_authenticated:
        if not may_draft(answer):
            return _page(request, consultation, form, status=403, why=answer.why)
        try:
            kept.keep(request, consultation.slug, typed, **where)
        except Refused as refusal:
            return _not_saved(request, consultation, refusal)
        return redirect_to_login(f"{request.path}?borrador={NEWEST}")
    if where["pk"]:
        try:
            drafts.save(by=user, consultation=consultation, typed=typed, **where)
        except actions.Outdated as refusal:
            return _not_saved(request, consultation, refusal)
        except Refused:
            pass  # it may have been sent already: what follows tells
    try:
        proposal = actions.propose(
            by=user, consultation=consultation, draft=where["pk"], **form.cleaned_data
        )
    except Refused as refusal:
        draft = None
        with suppress(Refused):
            draft = drafts.save(by=user, consultation=consultation, typed=typed, pk=where["pk"])
        return _page(request, consultation, form, status=403, why=str(refusal), draft=draft)
    kept.forget(request, consultation.slug)
    messages.success(request, _what_next(proposal))
    return redirect(proposal)


def _page(
    request: HtmxRequest,
    consultation: Consultation,
    form: ProposalForm,
    *,
    status: int = 200,
    draft: Proposal | None = None,
    **context: Any,
) -> HttpResponse:
    pk = draft.pk if draft else _number(request.POST.get("draft"))
    context |= {
        "consultation": consultation,
        "page": consultation.page,
        "form": form,
        "signed_in": request.user.is_authenticated,
        "visitor": not request.user.is_authenticated,
        "draft": draft,
        "pk": pk or "",
        "seen": draft.fingerprint() if draft else request.POST.get("seen", ""),
        "drafts": _others(request.user, consultation, pk),
    }
    return render(request, "consultations/propose.html", context, status=status)


def _others(
    user: "User | AnonymousUser", consultation: Consultation, pk: int | None
) -> list[Proposal]:
    """Return the person's other drafts in this consultation."""
    if not user.is_authenticated:
        return []
    found = Proposal.objects.drafts_of(user).filter(consultation=consultation).exclude(pk=pk or 0)
    return list(found.select_related("consultation").order_by("-created_at"))


def _where(request: HtmxRequest) -> dict[str, Any]:
    """Return which draft was typed into, and how it was when the person read it."""
    return {"pk": _number(request.POST.get("draft")), "seen": request.POST.get("seen", "")}


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 19 else None


def _what_next(proposal: Proposal) -> str:
    if proposal.state == State.PUBLISHED:
        return _(
            "Tu propuesta ya está publicada. Qué sigue: compártela, y responde a quien la comente."
        )
    return _(
        "Recibimos tu propuesta. Qué sigue: una persona la revisa, normalmente en menos de 24 "
        "horas, y te avisamos aquí y por correo."
    )
