"""The editors' pages: a site in two languages with its lists, dialogues and sessions."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Page, Site

from ciudad_global.moderation.states import Reason
from consultations.models import (
    Consultation,
    ConsultationIndexPage,
    ConsultationPage,
    SummaryPage,
)
from dialogues.models import (
    DialogueIndexPage,
    DialoguePage,
    PracticeIndexPage,
    PracticePage,
    SessionPage,
    Speaker,
)
from home.models import HomePage, RulesPage, StandardPage
from tests.factories.consultations import ConsultationFactory
from tests.factories.hostile import HOSTILE
from tests.factories.vocabulary import CityFactory


def home(**fields: Any) -> HomePage:
    """Return the Spanish home page of a site that has just started, and make it the root."""
    locale, _created = Locale.objects.get_or_create(language_code="es")
    Locale.objects.get_or_create(language_code="en")
    Site.objects.all().delete()
    # A transactional test before this one may have emptied the tree.
    root = Page.objects.filter(depth=1).first() or Page.add_root(
        instance=Page(title="Root", slug="root", locale=locale)
    )
    page: HomePage = root.add_child(
        instance=HomePage(
            **{
                "title": f"Inicio {HOSTILE}",
                "slug": "portada",
                "introduction": f"Bienvenida {HOSTILE}",
                "locale": locale,
            }
            | fields
        )
    )
    Site.objects.create(hostname="testserver", root_page=page, is_default_site=True)
    return page


def translated(page: Any, **fields: Any) -> Any:
    """Return the published English twin of a page."""
    twin = page.copy_for_translation(Locale.objects.get(language_code="en"))
    for name, value in fields.items():
        setattr(twin, name, value)
    twin.save_revision().publish()
    return twin


def standing(parent: HomePage, **fields: Any) -> StandardPage:
    """Return a standing page such as the privacy notice."""
    values = {"title": f"Página fija {HOSTILE}", "slug": "fija", "introduction": HOSTILE} | fields
    page: StandardPage = parent.add_child(instance=StandardPage(**values))
    return page


def rules(parent: HomePage, **fields: Any) -> RulesPage:
    """Return the published community rules, one for each reason."""
    blocks = [
        ("rule", {"reason": reason, "title": f"Regla {reason.label} {HOSTILE}", "text": HOSTILE})
        for reason in Reason
    ]
    values = {"title": f"Reglas {HOSTILE}", "slug": "reglas", "body": blocks} | fields
    page: RulesPage = parent.add_child(instance=RulesPage(**values))
    page.save_revision().publish()
    return page


def dialogues(parent: HomePage, **fields: Any) -> DialogueIndexPage:
    """Return the list of dialogues, which stands in the menu."""
    values = {"title": "Diálogos", "slug": "dialogos", "show_in_menus": True} | fields
    page: DialogueIndexPage = parent.add_child(instance=DialogueIndexPage(**values))
    return page


def dialogue(parent: DialogueIndexPage, number: int = 1, **fields: Any) -> DialoguePage:
    """Return a published dialogue."""
    values = {
        "title": f"Diálogo {number} {HOSTILE}",
        "slug": f"dialogo-{number}",
        "question": f"¿Pregunta {number}? {HOSTILE}",
        "introduction": HOSTILE,
    } | fields
    page: DialoguePage = parent.add_child(instance=DialoguePage(**values))
    return page


def session(parent: DialoguePage, number: int = 1, *, days: int = 7, **fields: Any) -> SessionPage:
    """Return a published session of two hours that starts so many days from now, one speaker."""
    starts_at = timezone.now() + timedelta(days=days)
    values = {
        "title": f"Sesión {number} {HOSTILE}",
        "slug": f"sesion-{number}",
        "kind": SessionPage.Kind.WORKSHOP,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "introduction": HOSTILE,
        "venue": f"Lugar {HOSTILE}",
        "address": f"Calle {HOSTILE}",
        "speakers": [Speaker(name=f"Ponente {HOSTILE}", role=HOSTILE, locale=parent.locale)],
    } | fields
    page: SessionPage = parent.add_child(instance=SessionPage(**values))
    return page


def consultation_page(consultation: Consultation | None = None, **fields: Any) -> ConsultationPage:
    """Return the live Spanish page of a consultation."""
    consultation = consultation or ConsultationFactory()
    values = {
        "title": f"¿Qué compromisos asumimos? {HOSTILE}",
        "slug": consultation.slug,
        "introduction": f"Una pregunta {HOSTILE}",
    } | fields
    page = ConsultationPage(consultation=consultation, **values)
    lists = ConsultationIndexPage.objects.filter(locale__language_code="es")
    parent = lists.first() or home().add_child(
        instance=ConsultationIndexPage(title="Consultas", slug="consultas")
    )
    parent.add_child(instance=page)
    return page


def summary_page(consultation: Consultation | None = None, **fields: Any) -> SummaryPage:
    """Return the live summary of a closed consultation."""
    consultation = consultation or ConsultationFactory(state=Consultation.State.CLOSED)
    page = SummaryPage(
        title=f"Lo que salió {HOSTILE}", slug="resumen", introduction=f"Salió {HOSTILE}", **fields
    )
    consultation_page(consultation).add_child(instance=page)
    return page


def practices(parent: HomePage, **fields: Any) -> PracticeIndexPage:
    """Return the list of practices."""
    values = {"title": "Experiencias", "slug": "experiencias", "introduction": HOSTILE} | fields
    page: PracticeIndexPage = parent.add_child(instance=PracticeIndexPage(**values))
    return page


def practice(parent: PracticeIndexPage, number: int = 1, **fields: Any) -> PracticePage:
    """Return a published practice of a city of its own."""
    values = {
        "title": f"Experiencia {number} {HOSTILE}",
        "slug": f"experiencia-{number}",
        "direction": PracticePage.Direction.SOUGHT,
        "introduction": HOSTILE,
        "problem": f"Problema {HOSTILE}",
        "solution": f"Solución {HOSTILE}",
        "results": f"Resultado {HOSTILE}",
        "office": f"Oficina {HOSTILE}",
    } | fields
    values.setdefault("city", CityFactory())
    page: PracticePage = parent.add_child(instance=PracticePage(**values))
    return page
