"""A proposal's images and documents: read by whoever reads the proposal, changed by its author."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from ciudad_global.common.http import HtmxRequest
from ciudad_global.common.permissions import Answer, Refused
from ciudad_global.common.refusal import refused
from ciudad_global.common.uploads import Ceiling
from ciudad_global.moderation.states import READABLE, TOMBSTONES
from consultations.actions import attachment as actions
from consultations.attachment_forms import FORMS, TEXT_FORMS
from consultations.models import Attachment, Consultation, Proposal
from consultations.models.attachment import ATTACHMENTS_LIMIT
from consultations.permissions.editing import edits_freely, may_attach, may_take_away
from consultations.views import proposal as proposals

STATUS = {actions.TooMany: 429, actions.CannotScan: 503}
FRESH = 300  # seconds that a cache may keep what everybody may read without asking again


@require_safe
def file(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """Hand out one file to whoever may read its proposal; the name has to be known."""
    attachment = get_object_or_404(
        Attachment.objects.select_related("proposal__consultation"), pk=pk
    )
    if name not in attachment.names:
        raise Http404
    proposal = attachment.proposal
    proposals.check(request, proposal)
    if proposal.state in TOMBSTONES:
        return proposals.gone(request, proposal)
    etag = f'"{name}"'  # a file never changes: it goes, and another one has another name
    response = get_conditional_response(request, etag=etag) or _content(attachment, name)
    response.headers["ETag"] = etag
    # A document is opened where nothing of it runs and nothing is fetched, whatever it holds.
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    in_draft = proposal.consultation.state == Consultation.State.DRAFT
    everybodys = proposal.state in READABLE and not in_draft
    response.headers["Cache-Control"] = (
        f"public, max-age={FRESH}" if everybodys else "private, no-store"
    )
    return response


def _content(attachment: Attachment, name: str) -> FileResponse:
    try:
        content = attachment.file.storage.open(attachment.names[name])
    except FileNotFoundError as error:
        raise Http404 from error
    kind, ending = ("image/webp", "webp") if attachment.is_image else ("application/pdf", "pdf")
    title = slugify(attachment.text)[:60].strip("-") or attachment.kind
    return FileResponse(
        content,
        as_attachment=not attachment.is_image,
        filename=f"{title}.{ending}",
        content_type=kind,
    )


def _by_author(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the proposal whose files the person may change, or answer why they may not.

    `may_attach` says whether they may do more than take away what is there.
    """

    @wraps(view)
    def checked(request: HtmxRequest, pk: int, **kwargs: Any) -> HttpResponse:
        proposal = proposals.get(request, pk)
        if proposal.state in TOMBSTONES:
            return proposals.gone(request, proposal)
        answer = may_attach(request.user, proposal, proposal.consultation.phases.all())
        takes_away = proposal.has_attachments and may_take_away(request.user, proposal)  # type: ignore[attr-defined]
        if not (answer or takes_away):
            return refused(request, answer, proposal.get_absolute_url())
        return view(request, proposal, may_attach=answer, **kwargs)

    return login_required(checked)


@csrf_exempt  # only until the ceiling hangs: to look for the token is to read the whole form
@require_http_methods(["GET", "HEAD", "POST"])
def attachments(request: HtmxRequest, pk: int) -> HttpResponse:
    """Show the author a proposal's images and documents; POST adds one."""
    ceiling = Ceiling(request, actions.SIZE_LIMIT)
    request.upload_handlers.insert(0, ceiling)
    return _attachments(request, pk=pk, ceiling=ceiling)


@csrf_protect
@_by_author
def _attachments(
    request: HtmxRequest, proposal: Proposal, may_attach: Answer, ceiling: Ceiling
) -> HttpResponse:
    context: dict[str, Any] = {"why": ""}
    forms = {kind: form() for kind, form in FORMS.items()}
    status = 200
    if request.method == "POST":
        kind = "document" if request.POST.get("kind") == "document" else "image"
        form = forms[kind] = FORMS[kind](request.POST, request.FILES)
        if ceiling.was_hit:
            form.fields["file"].error_messages["required"] = actions.TOO_LARGE
        if form.is_valid():
            try:
                actions.add(
                    by=request.user,  # type: ignore[arg-type]
                    proposal=proposal,
                    kind=form.kind,
                    **form.cleaned_data,
                )
            except actions.BadFile as bad:
                form.add_error("file", str(bad))
            except Refused as refusal:
                context["why"] = str(refusal)
                status = STATUS.get(type(refusal), 403)
            else:
                messages.success(request, form.added)
                return redirect("consultations:attachments", proposal.pk)
    kept = list(proposal.attachments.order_by("position"))
    context |= {
        "proposal": proposal,
        "may_attach": may_attach,
        "images": [attachment for attachment in kept if attachment.is_image],
        "documents": [attachment for attachment in kept if not attachment.is_image],
        "image_form": forms["image"],
        "document_form": forms["document"],
        "limit": ATTACHMENTS_LIMIT,
        "size_limit": actions.SIZE_LIMIT,
    }
    return render(request, "consultations/attachments.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@_by_author
def describe(
    request: HtmxRequest, proposal: Proposal, may_attach: Answer, attachment: int
) -> HttpResponse:
    """Change what is said of an image, or a document's title."""
    if not may_attach:
        return refused(request, may_attach, proposal.get_absolute_url())
    found = get_object_or_404(proposal.attachments, pk=attachment)
    form_class = TEXT_FORMS[found.kind]
    form = form_class(request.POST or None, initial={"text": found.text})
    if request.method == "POST" and form.is_valid():
        said = _("Guardamos el cambio.")
        return _done(request, found, may_attach, actions.describe, said, **form.cleaned_data)
    context = {"proposal": proposal, "attachment": found, "form": form}
    return render(request, "consultations/attachment_describe.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@_by_author
def remove(
    request: HtmxRequest, proposal: Proposal, may_attach: Answer, attachment: int
) -> HttpResponse:
    """Ask whether to take an image or document away; POST does it."""
    found = get_object_or_404(proposal.attachments, pk=attachment)
    if request.method == "POST":
        return _done(request, found, may_attach, actions.remove, _("Ya no está en tu propuesta."))
    context = {
        "proposal": proposal,
        "attachment": found,
        "for_good": not may_attach,
        "leaves_version": not edits_freely(proposal),
    }
    return render(request, "consultations/attachment_remove.html", context)


def _done(
    request: HtmxRequest,
    attachment: Attachment,
    may_attach: Answer,
    action: Callable[..., None],
    said: str,
    **fields: str,
) -> HttpResponse:
    """Do it and go back to the list, or say why not."""
    back = reverse("consultations:attachments", args=[attachment.proposal_id])
    if not may_attach and not attachment.proposal.attachments.exclude(pk=attachment.pk).exists():
        back = attachment.proposal.get_absolute_url()  # nothing is left to do there
    try:
        action(by=request.user, attachment=attachment, **fields)
    except Refused as refusal:
        return refused(request, refusal.answer, back)
    messages.success(request, said)
    return redirect(back)
