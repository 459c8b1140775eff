"""What residents may send."""

from typing import Any

import pytest
from django.http import QueryDict

from consultations.forms import ProposalForm
from consultations.models import Consultation
from tests.factories import AlcaldiaFactory, ConsultationFactory, GoalFactory, ThemeFactory
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db

TYPED = {
    "title": "Señales en lenguas indígenas en el Metro",
    "body": "Para que nadie se pierda.",
    "language": "es",
}


@pytest.fixture
def consultation() -> Consultation:
    return ConsultationFactory()


def form(consultation: Consultation, **typed: Any) -> ProposalForm:
    data = QueryDict(mutable=True)
    for name, value in (TYPED | typed).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return ProposalForm(consultation, data)


def test_it_works(consultation: Consultation) -> None:
    theme, goal, alcaldia = (
        ThemeFactory(consultation=consultation),
        GoalFactory(),
        AlcaldiaFactory(),
    )
    found = form(consultation, theme=theme.pk, goals=[goal.pk], alcaldias=[alcaldia.pk])
    assert found.is_valid()
    assert found.cleaned_data["theme"] == theme
    assert list(found.cleaned_data["goals"]) == [goal]
    assert list(found.cleaned_data["alcaldias"]) == [alcaldia]


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"title": ""}, "title", "Escribe tu propuesta en una frase."),
        (
            {"title": "Muy corta"},
            "title",
            "Tu frase tiene 9 caracteres: cuenta un poco más, con 15 o más.",
        ),
        (
            {"title": "a" * 151},
            "title",
            "Tu frase tiene 151 caracteres y caben 150: acórtala y deja los detalles para abajo.",
        ),
        ({"title": "\u202e" * 20}, "title", "Escribe tu propuesta en una frase."),
        ({"title": "a" + " " * 20 + "b"}, "title", "Tu frase tiene 3 caracteres"),
        (
            {"summary": "a" * 301},
            "summary",
            "El resumen tiene 301 caracteres y caben 300: acórtalo.",
        ),
        ({"body": " \n "}, "body", "Explica tu propuesta, aunque sea en dos líneas."),
        ({"body": "a" * 8_001}, "body", "El texto tiene 8001 caracteres y caben 8000: acórtalo."),
        ({"language": "fr"}, "language", "Elige español o inglés."),
        ({"language": ""}, "language", "Elige el idioma de tu texto."),
        ({"alcaldias": ["999"]}, "alcaldias", "Una de las alcaldías no existe: elige de la lista."),
    ],
)
def test_each_error_says_what_and_how_to_mend_it(
    consultation: Consultation, typed: dict[str, Any], field: str, sentence: str
) -> None:
    found = form(consultation, **typed)
    assert not found.is_valid()
    assert list(found.errors) == [field]
    assert sentence in found.errors[field][0]


def test_a_theme_of_another_consultation_is_refused(consultation: Consultation) -> None:
    ThemeFactory(consultation=consultation)
    found = form(consultation, theme=ThemeFactory().pk)
    assert found.errors == {"theme": ["Ese tema no es de esta consulta: elige otro."]}


def test_a_goal_that_the_consultation_does_not_name_is_refused(consultation: Consultation) -> None:
    consultation.goals.add(GoalFactory())
    found = form(consultation, goals=[GoalFactory().pk])
    assert found.errors == {
        "goals": ["Uno de los objetivos no es de esta consulta: elige de la lista."]
    }


def test_a_consultation_without_themes_asks_for_none(consultation: Consultation) -> None:
    assert "theme" not in form(consultation).fields


def test_newlines_count_once_and_control_characters_go(consultation: Consultation) -> None:
    found = form(consultation, body="a\r\nb\x00" + "c" * 7_997, title=f"Una frase\n{HOSTILE}")
    assert found.is_valid()
    assert found.cleaned_data["body"] == "a\nb" + "c" * 7_997
    assert found.cleaned_data["title"] == f"Una frase {HOSTILE}"


def test_goals_stand_under_their_frameworks(consultation: Consultation) -> None:
    first, second = GoalFactory(), GoalFactory()
    groups = ProposalForm(consultation, typed={"goals": [str(second.pk)]}).goal_groups()
    assert [(framework, len(boxes), ticked) for framework, boxes, ticked in groups] == [
        (first.framework, 1, False),
        (second.framework, 1, True),
    ]


def test_alcaldias_are_listed_as_people_look_for_them(consultation: Consultation) -> None:
    for name, slug in [("Tlalpan", "tlalpan"), ("Álvaro Obregón", "alvaro-obregon")]:
        AlcaldiaFactory(name=name, slug=slug)
    boxes = ProposalForm(consultation)["alcaldias"].subwidgets
    assert [box.choice_label for box in boxes] == ["Álvaro Obregón", "Tlalpan"]


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000, "-1", "\0", "٣"])
def test_a_goal_that_no_database_could_hold_is_not_in_the_list(number) -> None:
    consultation = ConsultationFactory()
    consultation.goals.add(GoalFactory())
    data = {"title": "t" * 20, "body": "b", "language": "es", "goals": [number]}
    assert "goals" in ProposalForm(consultation, data).errors
