"""What is proposed already is found while somebody types, on both engines alike."""

import json
from typing import Any

import pytest

from consultations import similarity
from consultations.models import Consultation, Proposal
from tests.factories import ConsultationFactory, ProposalFactory
from tests.factories.hostile import HOSTILE
from tests.shared_data import shared_data

pytestmark = pytest.mark.django_db

TITLES = (
    "Árboles frutales en cada banqueta",
    "Señales en lenguas indígenas en el Metro",
    "Captar lluvia en las escuelas públicas",
    "Bibliotecas abiertas los fines de semana",
    "Casas de cuidado a quince minutos a pie",
    "Intercambio de docentes con Medellín",
    "Compañía para personas mayores",
)


@pytest.fixture
def consultation() -> Consultation:
    consultation = ConsultationFactory()
    for title in TITLES:
        ProposalFactory(consultation=consultation, title=title, summary="", body="")
    return consultation


def titles(consultation: Consultation, text: str) -> list[str]:
    return [proposal.title for proposal in similarity.similar(consultation, text)]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Árboles frutales en cada banqueta", TITLES[0]),
        ("arboles frutales", TITLES[0]),
        ("ARBOLES FRUTALES", TITLES[0]),
        ("a\u0301rboles frutales", TITLES[0]),
        ("arbles frutlaes", TITLES[0]),
        ("banquetas con árboles", TITLES[0]),
        ("Que haya más arboles frutales, y en cada vanqueta", TITLES[0]),
        ("señales en lengua indigena", TITLES[1]),
        ("senales del metro", TITLES[1]),
        ("escuela que capta lluvia", TITLES[2]),
        ("vibliotecas avierta", TITLES[3]),
        ("cuidados a 15 minutos a pie", TITLES[4]),
        ("docentes de medellin", TITLES[5]),
        ("compania para mayores", TITLES[6]),
        ("COMPAÑÍA PARA MAYORES", TITLES[6]),
    ],
)
def test_accents_errors_endings_and_order_do_not_matter(
    consultation: Consultation, text: str, title: str
) -> None:
    assert titles(consultation, text)[:1] == [title]


@pytest.mark.parametrize(
    "text",
    ["", " ", "a", "de la", "más", "¿?", "Pavimentar la avenida", "Un museo de cera", "x" * 200],
)
def test_what_is_not_alike_is_not_shown(consultation: Consultation, text: str) -> None:
    assert titles(consultation, text) == []


def test_the_same_idea_in_other_words_is_found_by_its_summary(consultation: Consultation) -> None:
    ProposalFactory(
        consultation=consultation,
        title="Transporte limpio",
        summary="Cambiar los camiones por eléctricos.",
    )
    assert titles(consultation, "Camiones eléctricos") == ["Transporte limpio"]


def test_there_are_five_at_most_and_the_most_alike_come_first(consultation: Consultation) -> None:
    for number in range(7):
        ProposalFactory(consultation=consultation, title=f"Más sombra en la parada {number}")
    ProposalFactory(consultation=consultation, title="Más sombra en las paradas")
    found = titles(consultation, "más sombra en las paradas")
    assert len(found) == 5
    assert found[0] == "Más sombra en las paradas"


@pytest.mark.parametrize(
    "state", ["draft", "pending", "held", "rejected", "removed", "withdrawn", "merged", "erased"]
)
def test_only_what_is_published_is_shown(state: str) -> None:
    proposal = ProposalFactory(state=state, title="Árboles frutales en cada banqueta")
    assert titles(proposal.consultation, "árboles frutales") == []


def test_another_consultation_is_another_matter(consultation: Consultation) -> None:
    assert titles(ConsultationFactory(), "árboles frutales") == []


def test_the_index_follows_every_write(consultation: Consultation) -> None:
    proposal = Proposal.objects.get(title=TITLES[0])
    proposal.title = "Bancas de madera en los andenes"
    proposal.save()
    assert titles(consultation, "árboles frutales") == []
    assert titles(consultation, "vancas de madera") == [proposal.title]
    Proposal.objects.filter(pk=proposal.pk).update(state="held")
    assert titles(consultation, "vancas de madera") == []
    Proposal.objects.filter(pk=proposal.pk).update(state="published")
    assert titles(consultation, "vancas de madera") == [proposal.title]
    proposal.delete()
    assert titles(consultation, "vancas de madera") == []


def test_hostile_text_is_only_text(consultation: Consultation) -> None:
    ProposalFactory(consultation=consultation, title=f"Traviesa {HOSTILE}"[:150])
    for text in (HOSTILE, "traviesa' OR 1=1 --", 'traviesa" OR "', "traviesa %s %d", "trav\\iesa"):
        titles(consultation, text)
    assert len(titles(consultation, f"traviesa {HOSTILE}")) == 1


def test_the_big_list_of_naughty_strings_is_only_text(consultation: Consultation) -> None:
    path = shared_data("hostile-input", "blns.json")
    texts = [text.replace("\0", "")[:150] for text in json.loads(path.read_text(encoding="utf-8"))]
    Proposal.objects.bulk_create(
        Proposal(consultation=consultation, title=text or "vacía", state="published")
        for text in texts
    )
    for text in texts:
        titles(consultation, text)


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(django_assert_num_queries: Any, number: int) -> None:
    consultation = ConsultationFactory()
    ProposalFactory.create_batch(number, consultation=consultation, title="Más sombra y bancas")
    with django_assert_num_queries(4):
        assert len(titles(consultation, "sombra y bancas")) == number
