"""What to look at before a consultation opens."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import Page

from ciudad_global.common.alt import without_alt
from ciudad_global.common.translations import Translated, with_twin
from consultations.models import Consultation, ConsultationPage, Phase
from consultations.reports.overview import in_order
from consultations.reports.timeline import warnings

QUESTION = (15, 120)  # characters of a question that is read at a glance


class Place(StrEnum):
    """Where something is mended."""

    PROCESS = "process"
    PHASES = "phases"
    THEMES = "themes"
    PAGE = "page"
    TRANSLATION = "translation"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at: what it is when it is well, what is wrong when it is not."""

    text: str
    place: Place
    problems: tuple[str, ...] = ()
    # Without it nobody can open the consultation (permissions.may_publish says so, too).
    needed: bool = False

    @property
    def is_done(self) -> bool:
        return not self.problems


@dataclass(frozen=True, slots=True)
class Readiness:
    """The check-list of one consultation, and the page in the first language that it speaks of."""

    checks: list[Check]
    page: ConsultationPage | None
    twin: int | None

    @property
    def is_ready(self) -> bool:
        return all(check.is_done for check in self.checks)

    @property
    def missing(self) -> int:
        """Return how many things are left to look at."""
        return sum(not check.is_done for check in self.checks)


def readiness(consultation: Consultation) -> Readiness:
    """Return the check-list of this consultation (a constant number of queries)."""
    others = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    pages = with_twin(ConsultationPage.objects.filter(consultation=consultation), others[0])
    page = pages.filter(locale__language_code=settings.LANGUAGE_CODE).order_by("pk").first()
    phases = in_order(consultation.phases.all())
    checks = [
        *_process(consultation, phases),
        *(_page(page) if page else _no_page()),
        _privacy(),
    ]
    return Readiness(checks, page, page.twin if page else None)


def _process(consultation: Consultation, phases: list[Phase]) -> Iterator[Check]:
    yield Check(
        _("Alguien la modera"),
        Place.PROCESS,
        ()
        if consultation.moderators.exists()
        else (_("Sin moderación, lo que espere revisión se queda esperando."),),
        needed=True,
    )
    yield Check(
        _("Tiene fases"),
        Place.PHASES,
        () if phases else (_("Sin fases nadie puede participar."),),
        needed=True,
    )
    if phases:
        found = warnings(consultation, phases)
        if not any(phase.allows and not phase.is_over() for phase in phases):
            found.append(_("En ninguna fase por venir se puede participar."))
        yield Check(_("Las fechas son coherentes"), Place.PHASES, tuple(found))
    if any(phase.may_propose for phase in phases):
        yield Check(
            _("Tiene temas que ordenan las propuestas"),
            Place.THEMES,
            ()
            if consultation.themes.exists()
            else (_("Sin temas, muchas propuestas son difíciles de recorrer."),),
        )


def _no_page() -> Iterator[Check]:
    yield Check(
        _("Tiene página en español"),
        Place.PAGE,
        (_("Sin página nadie la encuentra: créala debajo de la lista de consultas."),),
    )


def _page(page: ConsultationPage) -> Iterator[Check]:
    draft = page.get_latest_revision_as_object()
    yield Check(_("La pregunta es clara"), Place.PAGE, tuple(_unclear(draft.title)))
    yield Check(
        _("Dice quién decide y qué pasa después"),
        Place.PAGE,
        ()
        if draft.who_decides and draft.what_next
        else (_("Quien participa quiere saber para qué sirve: complétalo."),),
    )
    yield Check(_("Las imágenes tienen texto alternativo"), Place.PAGE, tuple(_pictures(draft)))
    yield Check(
        _("Otra persona aprobó la página"),
        Place.PAGE,
        ()
        if page.live
        else (
            _("Espera aprobación.")
            if page.workflow_in_progress
            else _("Es un borrador: envíala a aprobación."),
        ),
    )
    yield Check(
        _("La traducción al inglés está al día"), Place.TRANSLATION, tuple(_untranslated(page))
    )


def _unclear(question: str) -> Iterator[str]:
    shortest, longest = QUESTION
    if not question.rstrip().endswith("?"):
        yield _("No es una pregunta: escríbela entre «¿» y «?».")
    elif "¿" not in question:
        yield _("Le falta el «¿» que la abre.")
    if len(question) < shortest:
        yield _("Es muy corta: di de qué se trata.")
    if len(question) > longest:
        yield _("Tiene %(length)d caracteres; hasta %(limit)d se lee de una vez.") % {
            "length": len(question),
            "limit": longest,
        }
    if question.count("?") > 1:
        yield _("Pregunta varias cosas a la vez: deja una.")


def _pictures(page: ConsultationPage) -> Iterator[str]:
    if page.picture and not page.picture.description:
        yield _("La imagen «%(title)s» no tiene descripción.") % {"title": page.picture.title}
    if missing := without_alt(page.body):
        yield _("En la explicación faltan %(n)d textos alternativos.") % {"n": missing}


def _untranslated(page: ConsultationPage) -> Iterator[str]:
    problem = {
        Translated.MISSING: _("Falta: tradúcela para quien lee el sitio en inglés."),
        Translated.INCOMPLETE: _("Le faltan textos por traducir."),
        Translated.OUTDATED: _("La página cambió después de traducirla."),
        Translated.DRAFT: _("Está en borrador: envíala a aprobación."),
    }
    if page.translated in problem:
        yield problem[Translated(page.translated)]


def _privacy() -> Check:
    """Live pages below the home page are linked from the foot of every page."""
    notice = Page.objects.live().filter(
        slug=settings.PRIVACY_PAGE, locale__language_code=settings.LANGUAGE_CODE
    )
    return Check(
        _("El aviso de privacidad está publicado"),
        Place.SITE,
        ()
        if notice.exists()
        else (
            _("Publica una página fija con la dirección «%(slug)s» debajo del inicio.")
            % {"slug": settings.PRIVACY_PAGE},
        ),
    )
