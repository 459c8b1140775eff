"""Making open data, and taking them back."""

from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.storage import storages

from ciudad_global.moderation.states import State
from consultations.actions import consultation as consultations
from consultations.actions import open_data, snapshot
from consultations.actions import proposal as proposals
from consultations.models import Consultation, Export
from tests.factories import CommentFactory, ConsultationFactory, ProposalFactory, ResidentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation() -> Consultation:
    return ConsultationFactory()


def names() -> list[str]:
    """Return where the files lie."""
    return list(Export.objects.order_by("pk").values_list("file", flat=True))


def test_figures_bring_their_exports(consultation: Consultation, run_tasks: Any) -> None:
    taken = snapshot.take(consultation=consultation)
    run_tasks()
    plain, excel = Export.objects.ready().order_by("excel")
    assert (plain.snapshot, plain.excel, excel.excel) == (taken, False, True)
    with plain.file.open() as file:
        content = file.read()
    assert plain.size == len(content)
    assert plain.sha256 != excel.sha256


def test_newer_figures_replace_them(
    consultation: Consultation, run_tasks: Any, django_capture_on_commit_callbacks: Any
) -> None:
    snapshot.take(consultation=consultation)
    run_tasks()
    replaced = names()
    newest = snapshot.take(consultation=consultation)
    with django_capture_on_commit_callbacks(execute=True):
        run_tasks()
    assert [export.snapshot for export in Export.objects.all()] == [newest, newest]
    assert [storages["private"].exists(name) for name in replaced] == [False, False]
    assert [storages["private"].exists(name) for name in names()] == [True, True]


def test_hidden_totals_stay_hidden_until_it_is_closed(run_tasks: Any) -> None:
    consultation = ConsultationFactory(totals=Consultation.Totals.AFTER_CLOSING)
    snapshot.take(consultation=consultation)
    run_tasks()
    assert Export.objects.count() == 0
    consultations.close(consultation=consultation)
    run_tasks()
    assert Export.objects.ready().count() == 2


@pytest.mark.parametrize("kind", ["proposal", "comment"])
def test_what_is_taken_down_is_handed_out_no_longer(
    consultation: Consultation, run_tasks: Any, kind: str
) -> None:
    proposal = ProposalFactory(consultation=consultation, body="secreto")
    content = proposal if kind == "proposal" else CommentFactory(proposal=proposal, body="secreto")
    snapshot.take(consultation=consultation)
    run_tasks()
    content.move_to(State.HELD)
    assert Export.objects.ready().count() == 0
    run_tasks()
    export = Export.objects.ready().get(excel=False)
    with export.file.open() as file, ZipFile(file) as zip_file:
        name = f"{kind}s.csv"
        assert b"secreto" not in zip_file.read(name)
    assert Export.objects.count() == 2


def test_an_author_who_withdraws_takes_it_out_as_well(
    consultation: Consultation, run_tasks: Any
) -> None:
    author = ResidentFactory()
    proposal = ProposalFactory(consultation=consultation, author=author)
    snapshot.take(consultation=consultation)
    run_tasks()
    proposals.withdraw(by=author, proposal=proposal)
    assert Export.objects.ready().count() == 0


def test_what_appears_outdates_nothing(consultation: Consultation, run_tasks: Any) -> None:
    snapshot.take(consultation=consultation)
    run_tasks()
    ProposalFactory(consultation=consultation, state=State.PENDING).move_to(State.PUBLISHED)
    assert Export.objects.ready().count() == 2


def test_what_is_taken_down_while_it_is_made_makes_it_void(
    consultation: Consultation, run_tasks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposal = ProposalFactory(consultation=consultation)
    snapshot.take(consultation=consultation)
    write = open_data.bundle.write

    def meanwhile(*args: Any, **kwargs: Any) -> None:
        write(*args, **kwargs)
        if proposal.state == State.PUBLISHED:
            proposal.move_to(State.HELD)

    monkeypatch.setattr(open_data.bundle, "write", meanwhile)
    open_data.make(consultation_id=consultation.pk)
    assert Export.objects.ready().filter(excel=False).count() == 0
    run_tasks()
    assert Export.objects.ready().count() == 2


def test_without_figures_there_is_nothing_to_make(consultation: Consultation) -> None:
    open_data.make(consultation_id=consultation.pk)
    assert Export.objects.count() == 0
