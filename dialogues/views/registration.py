"""A person's place in a session: taken, changed, given back, and the pass for its door."""

import uuid
from typing import Any, cast

import segno
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ciudad_global.common.http import HtmxRequest
from ciudad_global.common.permissions import Refused
from ciudad_global.common.refusal import refused
from ciudad_global.common.visitors import visitors_may_post
from ciudad_global.users.models import User
from dialogues.actions import registration as actions
from dialogues.models import Encounter, Registration
from dialogues.permissions.registration import may_cancel, may_receive, may_register
from dialogues.registration_forms import RegistrationForm
from dialogues.reports import registrations as reports
from dialogues.views import wishes
from dialogues.views.door import person


@never_cache
@visitors_may_post
@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: HtmxRequest, key: uuid.UUID) -> HttpResponse:
    """Show the person's place; POST takes one, or changes what they need.

    A visitor's wish is kept until they have signed in, and then carried out (`wishes`).
    """
    encounter = get_object_or_404(Encounter, pk=key)
    standing = reports.standing(request.user, encounter)
    mine: Registration | None = standing["mine"]
    form = RegistrationForm(request.POST or None, initial={"needs": mine.needs if mine else ""})
    answer = may_register(request.user, encounter)
    if request.method == "POST" and form.is_valid():
        needs = form.cleaned_data["needs"]
        if answer.needs_sign_in and ratelimit.consume(request, action="keep_text"):
            wishes.keep(request, encounter.pk, needs)
            return redirect_to_login(request.path)
        if answer.needs_sign_in:
            many = _("Desde tu red se inscribieron muchas personas: entra primero con tu correo.")
            form.add_error(None, many)
            return _shown(request, encounter, standing, form)
        if mine and not encounter.is_over():
            by = cast("User", request.user)
            actions.change_needs(by=by, encounter=encounter, needs=needs)
            messages.success(request, _("Guardamos lo que necesitas."))
            return redirect(request.path)
        try:
            mine = actions.register(by=cast("User", request.user), encounter=encounter, needs=needs)
        except Refused as refusal:
            return refused(request, refusal.answer, encounter.get_absolute_url())
        messages.success(request, wishes.said(mine))
        return redirect(request.path)
    if not (mine or answer or answer.needs_sign_in):
        return refused(request, answer, encounter.get_absolute_url())
    return _shown(request, encounter, standing, form)


def _shown(
    request: HtmxRequest, encounter: Encounter, standing: dict[str, Any], form: RegistrationForm
) -> HttpResponse:
    mine: Registration | None = standing["mine"]
    context = {
        "encounter": encounter,
        "title": str(encounter),
        "standing": standing,
        "form": form,
        "may_cancel": bool(mine and may_cancel(mine)),
        "signed_in": request.user.is_authenticated,
    }
    return render(request, "dialogues/registration.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HtmxRequest, key: uuid.UUID) -> HttpResponse:
    """Ask whether to give one's place back; POST does it."""
    encounter = get_object_or_404(Encounter, pk=key)
    by = cast("User", request.user)
    if request.method == "POST":
        try:
            actions.cancel(by=by, encounter=encounter)
        except Refused as refusal:
            return refused(request, refusal.answer, encounter.get_absolute_url())
        messages.success(request, _("Cancelaste tu inscripción. Gracias por dejar el lugar."))
        return redirect(encounter.get_absolute_url() or "dialogues:sessions")
    mine = Registration.objects.of(by, encounter).select_related("encounter").first()
    if not (answer := may_cancel(mine)):
        return refused(request, answer, encounter.get_absolute_url())
    context = {"encounter": encounter, "title": str(encounter), "mine": mine}
    return render(request, "dialogues/registration_cancel.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def entry_pass(request: HtmxRequest, token: str) -> HttpResponse:
    """Show the pass to its owner; to whoever receives people at the door, the way in."""
    found = Registration.objects.select_related("encounter", "user", "checked_in_by")
    registration = get_object_or_404(found, token=token)
    if may_receive(request.user, registration.encounter):
        return person(request, registration)
    if registration.user_id != request.user.pk or not registration.is_active:
        raise Http404
    if request.method == "POST":
        answer = may_receive(request.user, registration.encounter)
        return refused(request, answer, registration.encounter.get_absolute_url())
    if not registration.has_seat:
        return redirect("dialogues:registration", key=registration.encounter_id)
    context = {
        "registration": registration,
        "encounter": registration.encounter,
        "title": str(registration.encounter),
        "qr": _drawn(request.build_absolute_uri(request.path)),
    }
    return render(request, "dialogues/pass.html", context)


def _drawn(address: str) -> SafeString:
    """Return the code as part of the page, so that a page that was saved has it, too.

    Black on white in any colour scheme, or no phone reads it.
    """
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(scale=1, omitsize=True, light="#fff", svgclass="poster__qr")
    return mark_safe(drawn)  # noqa: S308 - shapes only
