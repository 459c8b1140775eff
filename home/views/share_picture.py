"""The picture that a page's or a proposal's link shows elsewhere."""

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from ciudad_global.common import tones
from ciudad_global.common.share_picture import digest, draw
from consultations.models import Consultation, ConsultationPage, Proposal, SummaryPage
from dialogues.models import DialoguePage, PracticePage, SessionPage
from dialogues.reports import calendar, practices

DAYS = 60 * 60 * 24
A_YEAR = f"public, max-age={365 * DAYS}, immutable"


@require_safe
def share_picture(request: HttpRequest, kind: str, pk: int, seal: str) -> HttpResponse:
    """Answer with the drawn title. Only what is public is drawn, and only as it is called now:
    an address with another seal is unknown (404), so nobody can ask for other words."""
    title, tone, language = _page(pk) if kind == "pagina" else _proposal(pk)
    if seal != digest(title):
        raise Http404
    key = f"share:{language}:{tone}:{seal}"
    drawn = cache.get(key)
    if drawn is None:
        with translation.override(language):
            drawn = draw(title, tone, _("Diálogos para una CDMX Global"))
        cache.set(key, drawn, 30 * DAYS)
    return HttpResponse(drawn, content_type="image/png", headers={"Cache-Control": A_YEAR})


def _page(pk: int) -> tuple[str, str, str]:
    page = get_object_or_404(Page.objects.live().select_related("locale"), pk=pk).specific
    return page.title, _tone(page), page.locale.language_code


def _tone(page: Page) -> str:
    """Return the page's colour. Raises Http404 while its consultation is a draft."""
    if isinstance(page, ConsultationPage):
        if page.consultation.state == Consultation.State.DRAFT:
            raise Http404
        return tones.tone(page.consultation_id)
    if isinstance(page, SummaryPage):
        return tones.tone(page.snapshot.consultation_id) if page.snapshot else ""
    if isinstance(page, SessionPage):
        page = page.get_parent().specific
    if isinstance(page, PracticePage):
        return practices.practice_tone(page)
    return calendar.dialogue_tone(page) if isinstance(page, DialoguePage) else ""


def _proposal(pk: int) -> tuple[str, str, str]:
    public = Proposal.objects.published().exclude(consultation__state=Consultation.State.DRAFT)
    proposal = get_object_or_404(public, pk=pk)
    return proposal.title, tones.tone(proposal.consultation_id), proposal.language
