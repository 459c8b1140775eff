"""Drafts: kept as typed, limited, never overwritten unseen, gone when discarded."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from ciudad_global.common.permissions import Refused
from consultations.actions import draft as actions
from consultations.actions import proposal as proposals
from consultations.actions.proposal import Outdated
from consultations.models import Consultation, Participation, Proposal
from tests.factories import ConsultationFactory, ResidentFactory, UserFactory, in_role
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db

TYPED = {"title": "  Más sombra ", "summary": HOSTILE, "body": "", "theme": "", "goals": ["1"]}


@pytest.fixture
def consultation() -> Consultation:
    return ConsultationFactory()


@pytest.fixture
def resident() -> object:
    return ResidentFactory()


def save(by: object, consultation: Consultation, **more: object) -> Proposal:
    where = {name: more.pop(name) for name in ("pk", "seen") if name in more}
    return actions.save(by=by, consultation=consultation, typed=TYPED | more, **where)


def test_what_was_typed_is_kept_to_the_letter(consultation, resident) -> None:
    draft = save(resident, consultation, body="a" * 20_000)
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert draft.typed == TYPED | {"body": "a" * 20_000}
    assert (draft.title, draft.body, draft.author) == ("", "", resident)


def test_what_no_database_holds_is_left_out(consultation, resident) -> None:
    draft = save(resident, consultation, title="a\0b\\u0000c", goals=["1\0"])
    draft.refresh_from_db()
    assert draft.typed["title"] == "ab\\u0000c"
    assert draft.typed["goals"] == ["1"]


def test_the_same_draft_is_saved_again(consultation, resident) -> None:
    first = save(resident, consultation)
    again = save(resident, consultation, title="Otra", pk=first.pk, seen=first.fingerprint())
    assert again.pk == first.pk
    assert Proposal.objects.get().typed["title"] == "Otra"


def test_a_double_click_keeps_one_draft(consultation, resident) -> None:
    assert save(resident, consultation) == save(resident, consultation)
    assert Proposal.objects.count() == 1


def test_nothing_is_kept_of_an_empty_form(consultation, resident) -> None:
    with pytest.raises(Refused, match="Todavía no hay nada que guardar"):
        save(resident, consultation, title="", summary="")


def test_no_more_than_a_draft_may_hold(consultation, resident) -> None:
    with pytest.raises(Refused, match="demasiado largo"):
        save(resident, consultation, body="a" * actions.LONGEST)
    assert not Proposal.objects.exists()


def test_there_are_a_few_drafts_in_each_consultation(consultation, resident) -> None:
    for number in range(actions.LIMIT):
        save(resident, consultation, title=f"Número {number}")
    with pytest.raises(Refused, match="Ya tienes 5 borradores en esta consulta"):
        save(resident, consultation, title="Uno más")
    save(resident, ConsultationFactory(), title="Uno más")
    save(ResidentFactory(), consultation, title="Uno más")
    actions.discard(by=resident, draft=Proposal.objects.drafts_of(resident)[0])
    save(resident, consultation, title="Uno más")


def test_a_newer_text_of_another_window_is_not_overwritten(consultation, resident) -> None:
    first = save(resident, consultation, window="a")
    read = first.fingerprint()
    save(resident, consultation, title="En el teléfono", window="b", pk=first.pk, seen=read)
    with pytest.raises(Outdated) as refusal:
        save(resident, consultation, title="En la compu", window="a", pk=first.pk, seen=read)
    assert refusal.value.proposal.typed["title"] == "En el teléfono"
    newest = refusal.value.proposal.fingerprint()
    save(resident, consultation, title="En la compu", window="a", pk=first.pk, seen=newest)
    assert Proposal.objects.get().typed["title"] == "En la compu"


def test_one_window_never_stands_in_its_own_way(consultation, resident) -> None:
    first = save(resident, consultation, window="a")
    read = first.fingerprint()
    for title in ("Más", "Más sombra", "Más sombra"):
        # The answer to the save before is still on its way.
        save(resident, consultation, title=title, window="a", pk=first.pk, seen=read)
    assert Proposal.objects.get().typed["title"] == "Más sombra"


def test_nobody_writes_into_the_draft_of_another(consultation, resident) -> None:
    theirs = save(ResidentFactory(), consultation)
    mine = save(resident, consultation, title="Mía", pk=theirs.pk, seen=theirs.fingerprint())
    assert mine.pk != theirs.pk
    theirs.refresh_from_db()
    assert theirs.typed == TYPED


def test_a_discarded_draft_that_goes_on_in_another_window_is_a_new_one(
    consultation, resident
) -> None:
    first = save(resident, consultation)
    actions.discard(by=resident, draft=first)
    assert save(resident, consultation, title="Sigo", pk=first.pk).typed["title"] == "Sigo"


def test_an_unconfirmed_account_may_and_the_team_may_not(consultation) -> None:
    save(UserFactory(), consultation)
    with pytest.raises(Refused, match="Las cuentas del equipo no participan"):
        save(in_role("moderator"), consultation)


def test_a_draft_is_no_participation(consultation, resident) -> None:
    save(resident, consultation)
    assert not Participation.objects.exists()


def test_too_late_to_begin_or_to_go_on(consultation, resident) -> None:
    draft = save(resident, consultation)
    consultation.phases.update(ends_at=timezone.now())
    with pytest.raises(Refused, match="El plazo para proponer terminó"):
        save(resident, consultation, pk=draft.pk)
    actions.discard(by=resident, draft=draft)


def send(by: object, consultation: Consultation, **more: object) -> Proposal:
    fields = {"title": "Más sombra en las paradas", "body": "Con árboles.", "language": "es"}
    return proposals.propose(by=by, consultation=consultation, **fields | more)


def test_a_draft_that_is_sent_becomes_the_proposal(consultation, resident) -> None:
    draft = save(resident, consultation)
    began = draft.created_at
    proposal = send(resident, consultation, draft=draft.pk)
    proposal.refresh_from_db()
    assert (proposal.pk, proposal.state, proposal.typed) == (draft.pk, "pending", None)
    assert proposal.created_at > began
    assert send(resident, consultation, draft=draft.pk) == proposal  # a double click
    assert Proposal.objects.count() == 1


def test_a_draft_is_sent_once(consultation, resident) -> None:
    draft = save(resident, consultation)
    send(resident, consultation, draft=draft.pk)
    with pytest.raises(Refused, match="Ya la enviaste"):
        send(resident, consultation, title="Con otras palabras", draft=draft.pk)
    with pytest.raises(Refused, match="Ya la enviaste"):
        save(resident, consultation, pk=draft.pk)


def test_a_draft_with_the_text_of_a_proposal_goes_up_in_it(consultation, resident) -> None:
    proposal = send(resident, consultation)
    draft = save(resident, consultation)
    assert send(resident, consultation, draft=draft.pk) == proposal
    assert Proposal.objects.get() == proposal


def test_nobody_sends_the_draft_of_another(consultation, resident) -> None:
    theirs = save(ResidentFactory(), consultation)
    assert send(resident, consultation, draft=theirs.pk).author == resident
    theirs.refresh_from_db()
    assert theirs.state == "draft"


def test_discarding_leaves_what_has_been_sent(consultation, resident) -> None:
    draft = save(resident, consultation)
    send(resident, consultation, draft=draft.pk)
    actions.discard(by=resident, draft=draft)
    assert Proposal.objects.get().state == "pending"


def test_the_database_keeps_what_was_typed_out_of_what_is_sent(consultation, resident) -> None:
    draft = save(resident, consultation)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=draft.pk).update(state="published", title="Más sombra")
