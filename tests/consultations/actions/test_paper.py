"""Typing paper forms twice."""

from typing import Any

import pytest

from ciudad_global.common.permissions import Refused
from consultations.actions import paper
from consultations.models import PaperForm, Proposal
from tests.factories import GatheringFactory, in_role

pytestmark = pytest.mark.django_db
TYPED = {"title": "Sombra en los paraderos", "body": "Hace calor.", "theme": "", "language": "es"}


@pytest.fixture
def people() -> list[Any]:
    return [in_role("editor"), in_role("official"), in_role("editor")]


@pytest.fixture
def batch(people):
    return GatheringFactory(kind="paper", encounter=None, name="Lote 12", recorders=people)


def type_in(batch, by, **typed: str) -> PaperForm:
    return paper.type_in(by=by, gathering=batch, number=7, typed=TYPED | typed)


def test_two_equal_texts_become_a_proposal(batch, people) -> None:
    assert type_in(batch, people[0]).state == PaperForm.State.ONCE
    form = type_in(batch, people[1], body="Hace  calor.\n")
    assert form.state == PaperForm.State.RECORDED
    proposal = form.proposal
    assert (proposal.origin, proposal.author, proposal.gathering) == ("paper", None, batch)
    assert (proposal.recorded_by, proposal.checked_by) == (people[0], people[1])


def test_nobody_types_the_same_form_twice(batch, people) -> None:
    type_in(batch, people[0])
    with pytest.raises(Refused):
        type_in(batch, people[0])


def test_different_texts_wait_for_one_of_the_two(batch, people) -> None:
    type_in(batch, people[0])
    form = type_in(batch, people[1], title="Sombra en los paraderos de la avenida")
    assert (form.state, Proposal.objects.count()) == (PaperForm.State.DIFFERENT, 0)
    with pytest.raises(Refused):
        paper.settle(by=people[2], form=form, typed=TYPED)
    form = paper.settle(by=people[1], form=form, typed=TYPED)
    assert form.proposal.title == TYPED["title"]
    assert form.first["title"] != form.second["title"]


def test_what_comes_after_the_phase_is_kept_with_the_reason(batch, people) -> None:
    batch.consultation.phases.all().delete()
    type_in(batch, people[0])
    form = type_in(batch, people[1])
    assert (form.state, form.proposal) == (PaperForm.State.REFUSED, None)
    assert form.why == "En esta consulta no se reciben propuestas."
