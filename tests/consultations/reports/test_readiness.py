"""What is well and what is not before a consultation opens."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file

from consultations.models import Consultation, ConsultationIndexPage
from consultations.reports.readiness import Place, readiness
from home.models import HomePage, Picture
from tests.factories import (
    ConsultationFactory,
    ModeratorFactory,
    PhaseFactory,
    ThemeFactory,
    in_role,
)
from tests.factories.consultation_pages import publish
from tests.factories.pages import standing, translated

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
QUESTION = "¿Cómo debe cuidar la ciudad a quien cuida?"


@pytest.fixture
def consultation():
    """Return a draft in which all is well."""
    consultation = ConsultationFactory(
        state=Consultation.State.DRAFT, phase=False, moderators=[ModeratorFactory()]
    )
    begins = timezone.now() + DAY
    PhaseFactory(consultation=consultation, starts_at=begins, ends_at=begins + DAY)
    ThemeFactory(consultation=consultation)
    standing(HomePage.objects.get(locale__language_code="es"), slug="privacidad")
    above = ConsultationIndexPage.objects.get(locale__language_code="es")
    page = publish(consultation, parent=above, title=QUESTION)
    page.save_revision().publish()
    translated(page, title="How should the city care?")
    return consultation


def problems(consultation) -> list[tuple[str, Place]]:
    return [
        (problem, check.place)
        for check in readiness(consultation).checks
        for problem in check.problems
    ]


def test_it_works(consultation) -> None:
    found = readiness(consultation)
    assert [check.text for check in found.checks if check.problems] == []
    assert (found.is_ready, found.missing) == (True, 0)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("Ciudades que cuidan a quien cuida", ["No es una pregunta: escríbela entre «¿» y «?»."]),
        ("Cómo debe cuidar la ciudad?", ["Le falta el «¿» que la abre."]),
        ("¿Cuidados?", ["Es muy corta: di de qué se trata."]),
        (
            f"¿{'a' * 130}?",
            ["Tiene 132 caracteres; hasta 120 se lee de una vez."],
        ),
        ("¿Quién cuida? ¿Y a quién?", ["Pregunta varias cosas a la vez: deja una."]),
    ],
)
def test_a_question_that_is_not_clear(consultation, question, says) -> None:
    page = consultation.pages.get(locale__language_code="es")
    page.title = question
    page.save_revision(user=in_role("editor"))
    assert problems(consultation) == [(text, Place.PAGE) for text in says]


def test_nobody_moderates(consultation) -> None:
    consultation.moderators.clear()
    assert problems(consultation) == [
        ("Sin moderación, lo que espere revisión se queda esperando.", Place.PROCESS)
    ]
    assert [check.text for check in readiness(consultation).checks if check.needed] == [
        "Alguien la modera",
        "Tiene fases",
    ]


def test_no_phases(consultation) -> None:
    consultation.phases.all().delete()
    assert problems(consultation) == [("Sin fases nadie puede participar.", Place.PHASES)]


def test_phases_in_which_nobody_can_take_part(consultation) -> None:
    consultation.phases.all().update(may_propose=False, may_comment=False, may_vote=False)
    says = [text for text, place in problems(consultation) if place is Place.PHASES]
    assert says[-1] == "En ninguna fase por venir se puede participar."


def test_no_themes(consultation) -> None:
    consultation.themes.all().delete()
    assert problems(consultation) == [
        ("Sin temas, muchas propuestas son difíciles de recorrer.", Place.THEMES)
    ]


def test_no_page(consultation) -> None:
    for page in consultation.pages.all():
        page.delete()
    assert [place for _text, place in problems(consultation)] == [Place.PAGE]
    assert readiness(consultation).page is None


def test_a_page_that_nobody_approved(consultation) -> None:
    page = consultation.pages.get(locale__language_code="es")
    page.live = False
    page.save(update_fields=["live"])
    assert problems(consultation) == [("Es un borrador: envíala a aprobación.", Place.PAGE)]
    editor = in_role("editor")
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor)
    assert problems(consultation) == [("Espera aprobación.", Place.PAGE)]


def test_a_picture_that_says_nothing(consultation) -> None:
    page = consultation.pages.get(locale__language_code="es")
    picture = Picture.objects.create(title="Foto", file=get_test_image_file())
    page.picture = picture
    shown = {"image": picture.pk, "alt_text": "", "decorative": False}
    page.body = page.body.stream_block.to_python(
        [
            {"type": "picture", "value": {"image": shown | how, "caption": ""}}
            for how in ({}, {"decorative": True}, {"alt_text": "Una calle"})
        ]
    )
    page.save_revision()
    assert [text for text, _place in problems(consultation)] == [
        "La imagen «Foto» no tiene descripción.",
        "En la explicación faltan 1 textos alternativos.",
    ]


def test_a_translation_that_is_missing_or_old(consultation) -> None:
    spanish = consultation.pages.get(locale__language_code="es")
    spanish.save_revision().publish()
    assert problems(consultation) == [
        ("La página cambió después de traducirla.", Place.TRANSLATION)
    ]
    consultation.pages.get(locale__language_code="en").delete()
    assert [place for _text, place in problems(consultation)] == [Place.TRANSLATION]


def test_no_privacy_notice(consultation, settings) -> None:
    settings.PRIVACY_PAGE = "aviso"
    assert [place for _text, place in problems(consultation)] == [Place.SITE]


def test_queries(consultation, django_assert_num_queries) -> None:
    for _each in range(3):
        ThemeFactory(consultation=consultation)
        PhaseFactory(consultation=consultation)
    with django_assert_num_queries(5):
        readiness(consultation)
