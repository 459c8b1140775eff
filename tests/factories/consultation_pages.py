"""The pages that publish consultations."""

from typing import Any

from consultations.models import (
    Consultation,
    ConsultationIndexPage,
    ConsultationPage,
    Snapshot,
    SummaryPage,
)
from home.models import HomePage
from tests.factories import pages
from tests.factories.consultations import ConsultationFactory
from tests.factories.hostile import HOSTILE


def index(parent: HomePage | None = None, **fields: Any) -> ConsultationIndexPage:
    """Return the list of consultations, below a new home page if none is given."""
    values = {"title": "Consultas", "slug": "consultas", "introduction": HOSTILE} | fields
    page: ConsultationIndexPage = (parent or pages.home()).add_child(
        instance=ConsultationIndexPage(**values)
    )
    return page


def publish(
    consultation: Consultation | None = None,
    parent: ConsultationIndexPage | None = None,
    **fields: Any,
) -> ConsultationPage:
    """Return a live page of the consultation (of a new one if none is given)."""
    consultation = consultation or ConsultationFactory()
    values = {
        "consultation": consultation,
        "title": f"¿Pregunta {consultation.pk}? {HOSTILE}",
        "slug": f"pregunta-{consultation.pk}",
        "introduction": HOSTILE,
        "who_decides": HOSTILE,
        "what_next": HOSTILE,
    } | fields
    page: ConsultationPage = (parent or index()).add_child(instance=ConsultationPage(**values))
    return page


def summary(page: ConsultationPage, **fields: Any) -> SummaryPage:
    """Return a live summary below a consultation's page."""
    snapshot = Snapshot.objects.create(consultation=page.consultation, figures={})
    values = {
        "title": f"Qué salió {HOSTILE}",
        "slug": "resumen",
        "introduction": HOSTILE,
        "snapshot": snapshot,
    } | fields
    found: SummaryPage = page.add_child(instance=SummaryPage(**values))
    return found
