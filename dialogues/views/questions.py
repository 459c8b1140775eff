"""Live questions: asking and supporting from a phone."""

import uuid

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    conditional_page,
    require_http_methods,
    require_safe,
)

from ciudad_global.common.http import HtmxRequest
from ciudad_global.common.permissions import Refused
from ciudad_global.common.refusal import refused
from ciudad_global.common.visitors import visitors_may_post
from ciudad_global.moderation import actions as moderation
from ciudad_global.moderation.forms import FlagForm
from ciudad_global.moderation.states import State
from dialogues.actions import question as actions
from dialogues.models import Floor, Question
from dialogues.models.question import LONGEST
from dialogues.permissions import question as permissions
from dialogues.question_forms import QuestionForm
from dialogues.reports import questions as reports

SUPPORT, TAKE_BACK = "apoyar", "quitar"
# Where the session keeps what a visitor typed.
_TYPED = "question"


def get_floor(key: uuid.UUID) -> Floor:
    """Return the floor of a session that was ever public, with it; else raise Http404."""
    return get_object_or_404(Floor.objects.select_related("encounter"), pk=key)


@visitors_may_post
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HtmxRequest, key: uuid.UUID) -> HttpResponse:
    """Show what is asked; POST asks."""
    floor, user = get_floor(key), request.user
    form = QuestionForm(request.POST or None, initial=_kept(request, floor), auto_id="preguntar-%s")
    answer = permissions.may_take_part(user, floor)
    status = 200
    if request.method == "POST":
        if not user.is_authenticated:
            _keep(request, floor)
            return redirect_to_login(request.path)
        if form.is_valid():
            try:
                asked = actions.ask(
                    by=user,
                    floor=floor,
                    language=(get_language() or "es")[:2],
                    **form.cleaned_data,
                )
            except Refused as refusal:
                # On the form, so that what was typed can be copied.
                form.add_error(None, str(refusal))
            else:
                request.session.pop(_TYPED, None)
                _say_what_next(request, asked)
                return redirect(f"{floor.get_absolute_url()}#pregunta-{asked.pk}")
        status = 422
    context = _context(request, floor) | {
        "form": form,
        "answer": answer,
        # Who only has to sign in may write first.
        "may_write": answer or answer.needs_sign_in,
        "session_url": floor.encounter.get_absolute_url(),
    }
    return render(request, "dialogues/questions.html", context, status=status)


@require_safe
@conditional_page
def latest(request: HtmxRequest, key: uuid.UUID) -> HttpResponse:
    """Give the list alone, for the page that refreshes itself."""
    return render(request, "dialogues/questions_list.html", _context(request, get_floor(key)))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def support(request: HtmxRequest, key: uuid.UUID) -> HttpResponse:
    """Support a question (`apoyar` = its id) or take that back (`quitar`) by POST.

    A GET asks visitors to sign in and leads everybody to the question, where the button is.
    """
    floor = get_floor(key)
    data = request.POST if request.method == "POST" else request.GET
    pk = data.get(SUPPORT) or data.get(TAKE_BACK) or ""
    if not (pk.isdecimal() and len(pk) < 19):
        raise Http404
    question = get_object_or_404(floor.questions.published(), pk=pk)
    question.floor = floor
    if not request.user.is_authenticated:
        return redirect_to_login(f"{request.path}?{SUPPORT}={pk}")
    if request.method == "POST":
        act = actions.support if SUPPORT in data else actions.unsupport
        try:
            act(by=request.user, question=question)
        except Refused as refusal:
            return refused(request, refusal.answer, floor.get_absolute_url())
    return redirect(question.get_absolute_url())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HtmxRequest, pk: int) -> HttpResponse:
    """Ask whether to take one's own question back, then do it."""
    question = _question(pk)
    back = question.floor.get_absolute_url()
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    answer = permissions.may_withdraw(request.user, question)
    if not answer:
        return refused(request, answer, back)
    if request.method == "POST":
        try:
            actions.withdraw(by=request.user, question=question)
        except Refused as refusal:
            return refused(request, refusal.answer, back)
        messages.success(request, _("Retiraste tu pregunta."))
        return redirect(back)
    context = {"question": question, "back": back}
    return render(request, "dialogues/question_withdraw.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def flag(request: HtmxRequest, pk: int) -> HttpResponse:
    """Report a question."""
    question = _question(pk)
    if not question.is_published:
        raise Http404
    user, back = request.user, question.get_absolute_url()
    if not user.is_authenticated:
        return redirect_to_login(request.path)
    # Reported as long as it is read: also when nobody may ask any more.
    if user.is_team or not user.is_verified:
        answer = permissions.may_take_part(user, question.floor)
        return refused(request, answer, back)
    form = FlagForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            moderation.flag(by=user, content=question, **form.cleaned_data)
        except Refused as refusal:
            return refused(request, refusal.answer, back)
        messages.success(request, _("Gracias: una persona lo revisa."))
        return redirect(back)
    context = {
        "form": form,
        "question": question,
        "action": request.path,
        "cancel_url": back,
        "submit_label": _("Enviar reporte"),
    }
    return render(request, "dialogues/question_flag.html", context)


def _question(pk: int) -> Question:
    found = Question.objects.select_related("floor__encounter", "author")
    return get_object_or_404(found, pk=pk)


def _context(request: HtmxRequest, floor: Floor) -> dict[str, object]:
    return {
        "floor": floor,
        "is_open": floor.is_open,
        "board": reports.board(floor, request.user),
        "may_conduct": request.user.is_authenticated
        and request.user.is_team
        and bool(permissions.may_conduct(request.user, floor)),
    }


def _say_what_next(request: HtmxRequest, question: Question) -> None:
    if question.is_published:
        messages.success(request, _("Tu pregunta ya está en la lista."))
    elif question.state == State.HELD:
        messages.warning(request, question.case.decisions.latest("pk").text)
    else:
        messages.info(request, _("Recibimos tu pregunta: aparece en cuanto alguien la revise."))


def _keep(request: HtmxRequest, floor: Floor) -> None:
    """Keep what a visitor typed until they have signed in."""
    text = request.POST.get("body", "")[: 4 * LONGEST]
    if text and ratelimit.consume(request, action="keep_text"):
        request.session[_TYPED] = [str(floor.pk), text, "is_unsigned" in request.POST]


def _kept(request: HtmxRequest, floor: Floor) -> dict[str, object]:
    where, text, is_unsigned = request.session.get(_TYPED, ("", "", False))
    return {"body": text, "is_unsigned": is_unsigned} if where == str(floor.pk) else {}
