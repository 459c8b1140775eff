"""Freezing figures."""

import pytest

from consultations.actions import snapshot
from consultations.models import Snapshot
from tests.factories import ConsultationFactory, ProposalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def frozen() -> Snapshot:
    proposal = ProposalFactory(consultation=ConsultationFactory(), agree_count=3)
    return Snapshot.objects.get(pk=snapshot.take(consultation=proposal.consultation).pk)


def test_it_works(frozen) -> None:
    assert frozen.figures["votes"]["agree"] == 3
    assert frozen.is_intact() is True


def test_the_same_figures_have_the_same_hash(frozen) -> None:
    assert snapshot.take(consultation=frozen.consultation).sha256 == frozen.sha256


def test_a_changed_figure_shows(frozen) -> None:
    frozen.figures["votes"]["agree"] = 4
    assert frozen.is_intact() is False


def test_it_is_never_changed_nor_deleted(frozen) -> None:
    with pytest.raises(TypeError, match="never changed"):
        frozen.save()
    with pytest.raises(TypeError, match="never deleted"):
        frozen.delete()
