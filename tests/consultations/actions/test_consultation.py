"""Writing a process: what people count on is judged again, whatever the form said."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from ciudad_global.common.permissions import Refused
from ciudad_global.notifications.actions import follow
from ciudad_global.notifications.models import Follow, Mail, Notice
from consultations.actions import consultation as actions
from consultations.models import Consultation, DeadlineChange, Phase, Vote
from tests.factories import (
    ConsultationFactory,
    PhaseFactory,
    ProposalFactory,
    ResidentFactory,
    in_role,
)
from tests.factories.consultation_pages import publish

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
REASON = "El sitio no respondió el lunes."


@pytest.fixture
def publisher():
    return in_role("publisher")


def consultation(start=-1, end=1, **fields) -> Consultation:
    """Return a public consultation with one phase, in days from now, loaded to be changed."""
    switches = {name: fields.pop(name) for name in Phase.SWITCHES if name in fields}
    made = ConsultationFactory(phase=False, **fields)
    now = timezone.now()
    PhaseFactory(
        consultation=made, starts_at=now + start * DAY, ends_at=now + end * DAY, **switches
    )
    return Consultation.objects.get(pk=made.pk)


def change(loaded: Consultation, **fields) -> Phase:
    """Change its phase in memory, as a form does; return it."""
    (phase,) = phases = list(loaded.phases.all())
    for name, value in fields.items():
        setattr(phase, name, value)
    loaded.phases = phases
    return phase


def write(by, loaded, reason_es=REASON, reason_en="") -> None:
    actions.write(by=by, consultation=loaded, reason_es=reason_es, reason_en=reason_en)


def test_a_moved_end_leaves_its_reason(publisher) -> None:
    loaded = consultation()
    before = loaded.phases.get().ends_at
    phase = change(loaded, ends_at=before + 5 * DAY)
    write(publisher, loaded, reason_en="The site was down on Monday.")
    kept = DeadlineChange.objects.get()
    assert (kept.consultation, kept.phase, kept.moved_by) == (loaded, phase, publisher)
    assert (kept.before, kept.after) == (before, before + 5 * DAY)
    assert (kept.reason_es, kept.reason_en) == (REASON, "The site was down on Monday.")
    assert Phase.objects.get().ends_at == before + 5 * DAY


def test_the_record_of_it_stays_as_it_is(publisher) -> None:
    loaded = consultation()
    change(loaded, ends_at=timezone.now() + 5 * DAY)
    write(publisher, loaded)
    for write_over in (
        lambda: DeadlineChange.objects.update(reason_es="Otro"),
        lambda: DeadlineChange.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write_over()


def test_it_goes_nowhere_without_a_reason(publisher) -> None:
    loaded = consultation()
    change(loaded, ends_at=timezone.now() + 5 * DAY)
    with pytest.raises(Refused, match="di por qué"):
        write(publisher, loaded, reason_es="")
    assert Phase.objects.get().ends_at < timezone.now() + 2 * DAY
    assert not DeadlineChange.objects.exists()


def test_only_who_publishes_moves_it() -> None:
    loaded = consultation()
    change(loaded, ends_at=timezone.now() + 5 * DAY)
    with pytest.raises(Refused, match="solo quien publica"):
        write(in_role("editor"), loaded)


@pytest.mark.parametrize(
    ("start", "fields", "why"),
    [
        (-1, {"starts_at": 0.5}, "esto no cambia"),
        (-1, {"kind": "inform"}, "esto no cambia"),
        (-1, {"may_vote": False}, "esto no cambia"),
        (-1, {"ends_at": -0.5}, "en un momento por venir"),
        (0.5, {"starts_at": -0.5}, "solo puede empezar en un momento por venir"),
    ],
)
def test_what_people_count_on_stays(publisher, start, fields, why) -> None:
    loaded = consultation(start)
    now = timezone.now()
    moved = {
        name: now + value * DAY if isinstance(value, float) else value
        for name, value in fields.items()
    }
    change(loaded, **moved)
    with pytest.raises(Refused, match=why):
        write(publisher, loaded)


def test_a_phase_that_started_is_not_taken_away(publisher) -> None:
    loaded = consultation()
    loaded.phases = []
    with pytest.raises(Refused, match="ya empezó: no se quita"):
        write(publisher, loaded)
    assert Phase.objects.count() == 1


def test_a_phase_still_to_come_changes_freely(publisher) -> None:
    loaded = consultation(1, 2)
    change(loaded, starts_at=timezone.now() + 3 * DAY, ends_at=timezone.now() + 4 * DAY)
    write(publisher, loaded, reason_es="")
    assert not DeadlineChange.objects.exists()
    loaded.phases = []
    write(publisher, loaded, reason_es="")
    assert not Phase.objects.exists()


@pytest.mark.parametrize(
    ("totals", "may_vote", "reopens"),
    [("live", True, False), ("live", False, True), ("after_closing", True, True)],
)
def test_a_vote_whose_totals_were_seen_stays_over(publisher, totals, may_vote, reopens) -> None:
    loaded = consultation(-3, -1, totals=totals, may_vote=may_vote)
    change(loaded, ends_at=timezone.now() + DAY)
    if reopens:
        write(publisher, loaded)
    else:
        with pytest.raises(Refused, match="no se vuelve a abrir"):
            write(publisher, loaded)
    assert DeadlineChange.objects.count() == int(reopens)


def test_nor_is_another_vote_opened_after_it(publisher) -> None:
    loaded = consultation(-3, -1)
    now = timezone.now()
    second = Phase(kind="vote", may_vote=True, starts_at=now + DAY, ends_at=now + 2 * DAY)
    loaded.phases = [*loaded.phases.all(), second]
    with pytest.raises(Refused, match="no se abre otra"):
        write(publisher, loaded)
    second.may_vote = False
    write(publisher, loaded)


def test_a_draft_changes_freely() -> None:
    loaded = consultation(state="draft")
    change(loaded, ends_at=timezone.now() + 9 * DAY, may_vote=False)
    write(in_role("editor"), loaded, reason_es="")
    assert not DeadlineChange.objects.exists()


def test_a_form_that_is_older_than_the_state_does_not_undo_it(publisher) -> None:
    loaded = consultation(state="draft")
    actions.publish(consultation=Consultation.objects.get())
    loaded.title = "Otro"
    with pytest.raises(Refused, match="mientras la cambiabas"):
        write(publisher, loaded)
    assert Consultation.objects.get().state == "published"


def test_a_vote_between_the_form_and_the_writing_freezes_the_rules(publisher) -> None:
    loaded = consultation()
    Vote.objects.create(
        proposal=ProposalFactory(consultation=loaded),
        voter=loaded.voter_token(1),
        value=1,
        cast_on="2026-11-22",
    )
    loaded.own_vote = False
    with pytest.raises(Refused, match="Ya hay votos"):
        write(publisher, loaded)


def test_followers_hear_of_it_in_their_language(publisher, run_tasks) -> None:
    loaded = consultation()
    page = publish(loaded)
    for language in ("es", "en"):
        follow(by=ResidentFactory(language=language), kind=Follow.Kind.CONSULTATION, key=loaded.pk)
    change(loaded, ends_at=timezone.now() + 5 * DAY)
    write(publisher, loaded, reason_en="The site was down.")
    assert not Notice.objects.exists()
    run_tasks()
    spanish, english = (Notice.objects.get(user__language=language) for language in ("es", "en"))
    assert spanish.url == f"{page.get_url()}#cambios"
    assert (spanish.facts["phase"], spanish.facts["reason"]) == ("Debatir y votar", REASON)
    assert (english.facts["phase"], english.facts["reason"]) == (
        "Discuss and vote",
        "The site was down.",
    )
    assert {mail.subject for mail in Mail.objects.all()} == {
        "Cambió un plazo de una consulta que sigues",
        "A deadline changed in a consultation that you follow",
    }
