"""Editing what has been sent: freely at first, then as public versions; never unseen."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from ciudad_global.common.permissions import Refused
from ciudad_global.moderation import actions as moderation
from ciudad_global.moderation.models import Case
from consultations.actions import proposal as actions
from consultations.models import Consultation, Proposal, ProposalVersion
from consultations.permissions import editing
from tests.factories import (
    AlcaldiaFactory,
    ConsultationFactory,
    GoalFactory,
    ModeratorFactory,
    ProposalFactory,
    ResidentFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

TEXT = {"title": "Sombra en todas las paradas", "summary": "Sombra", "body": "Con **árboles**."}
HOUR = timedelta(hours=1)


def old(**fields: Any) -> Proposal:
    """Return a proposal that was published an hour ago."""
    return ProposalFactory(published_at=timezone.now() - HOUR, **fields)


def edit(proposal: Proposal, **fields: Any) -> ProposalVersion | None:
    proposal = Proposal.objects.get(pk=proposal.pk)
    by = fields.pop("by", proposal.author)
    values = TEXT | {"seen": proposal.fingerprint(), "language": "es"} | fields
    return actions.edit(by=by, proposal=proposal, **values)


def test_at_first_a_change_leaves_no_trace() -> None:
    proposal, goal, alcaldia = ProposalFactory(), GoalFactory(), AlcaldiaFactory()
    theme = ThemeFactory(consultation=proposal.consultation)
    assert edit(proposal, goals=[goal], alcaldias=[alcaldia], theme=theme, language="en") is None
    proposal.refresh_from_db()
    assert (proposal.title, proposal.summary, proposal.body) == tuple(TEXT.values())
    assert "<strong>árboles</strong>" in proposal.body_html
    assert (proposal.edited_at, proposal.theme, proposal.language) == (None, theme, "en")
    assert (list(proposal.goals.all()), list(proposal.alcaldias.all())) == ([goal], [alcaldia])
    assert not ProposalVersion.objects.exists()


@pytest.mark.parametrize("why", ["time", "vote"])
def test_after_a_vote_or_half_an_hour_the_former_text_stays_public(why: str) -> None:
    proposal = old() if why == "time" else ProposalFactory(pass_count=1)
    before = {name: getattr(proposal, name) for name in ("title", "summary", "body", "body_html")}
    version = edit(proposal, goals=[GoalFactory()], language="en")
    proposal.refresh_from_db()
    assert version is not None
    assert {name: getattr(version, name) for name in before} == before
    assert version.number == 1
    assert version.written_at == proposal.published_at
    assert version.replaced_at == proposal.edited_at
    assert proposal.title == TEXT["title"]
    # What people voted on stays: only words change.
    assert (proposal.language, proposal.goals.count()) == ("es", 0)
    second = edit(proposal, body="Con árboles y bancas.")
    assert second is not None
    assert (second.number, second.written_at) == (2, version.replaced_at)


def test_an_edit_that_changes_no_word_leaves_no_version_and_no_case() -> None:
    proposal = old()
    text = {name: getattr(proposal, name) for name in TEXT}
    assert edit(proposal, **text) is None
    proposal.refresh_from_db()
    assert proposal.edited_at is None
    assert not Case.objects.waiting().exists()


def test_what_waits_for_review_goes_on_waiting_with_the_new_text() -> None:
    proposal = ProposalFactory(state="draft", published_at=None)
    moderation.ask_review(content=proposal)
    since = Case.objects.get().waiting_since
    assert edit(proposal) is None
    proposal.refresh_from_db()
    assert (proposal.state, proposal.title, proposal.edited_at) == ("pending", TEXT["title"], None)
    case = Case.objects.get()
    assert (case.cause, case.waiting_since) == ("review", since)


@pytest.mark.parametrize("proposal", [ProposalFactory, old])
def test_a_change_of_what_was_reviewed_is_looked_at_again_and_stays_public(proposal: Any) -> None:
    edit(proposal())
    case = Case.objects.get()
    assert case.cause == "edit"
    assert case.waiting_since is not None
    assert case.proposal.state == "published"


def test_a_report_that_waits_stays_a_report() -> None:
    proposal = old()
    moderation.flag(by=ResidentFactory(), content=proposal, reason="spam")
    since = Case.objects.get().waiting_since
    edit(proposal)
    case = Case.objects.get()
    assert (case.cause, case.waiting_since) == ("flag", since)


def test_where_nothing_is_reviewed_before_nobody_is_called() -> None:
    after = ConsultationFactory(proposals_review=Consultation.Review.AFTER)
    edit(old(consultation=after))
    assert not Case.objects.exists()


def test_a_text_that_was_changed_elsewhere_is_not_overwritten() -> None:
    proposal = old()
    seen = proposal.fingerprint()
    edit(proposal, title="Cambiada en el teléfono")
    with pytest.raises(actions.Outdated) as refusal:
        edit(proposal, seen=seen)
    assert refusal.value.proposal.title == "Cambiada en el teléfono"
    assert ProposalVersion.objects.count() == 1
    # A double click sends the text that is there already.
    edit(proposal, title="Cambiada en el teléfono", seen=seen)
    assert ProposalVersion.objects.count() == 1


def test_there_is_an_end_to_versions() -> None:
    proposal = old()
    for number in range(editing.VERSIONS_LIMIT):
        edit(proposal, body=f"Número {number}")
    with pytest.raises(Refused, match="Ya cambiaste esta propuesta 20 veces"):
        edit(proposal, body="Una vez más")
    proposal.refresh_from_db()
    assert proposal.body == "Número 19"


def test_nobody_else_edits_it() -> None:
    proposal = old()
    for person in (ResidentFactory(), ModeratorFactory()):
        with pytest.raises(Refused, match="Solo quien la escribió puede editarla"):
            edit(proposal, by=person)


@pytest.mark.parametrize(
    ("state", "why"),
    [
        ("held", "Está retenida mientras se revisa"),
        ("rejected", "ya no se puede editar"),
        ("removed", "ya no se puede editar"),
        ("withdrawn", "ya no se puede editar"),
        ("merged", "ya no se puede editar"),
        ("draft", "ya no se puede editar"),
    ],
)
def test_its_state_may_say_no(state: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        edit(old(state=state))
    assert not Case.objects.exists()


def test_it_ends_with_the_last_phase_in_which_anything_may_be_done() -> None:
    proposal = old()
    phases = proposal.consultation.phases
    for what in ("may_propose", "may_comment", "may_vote"):
        switches = dict.fromkeys(("may_propose", "may_comment", "may_vote"), False)
        phases.update(**switches | {what: True})
        edit(proposal, body=f"Mientras {what}")
    phases.update(may_vote=False)
    with pytest.raises(Refused, match="Las propuestas se editan mientras"):
        edit(proposal)
    phases.update(may_vote=True, ends_at=timezone.now())
    with pytest.raises(Refused, match="Las propuestas se editan mientras"):
        edit(proposal)


def test_a_closed_consultation_says_no() -> None:
    with pytest.raises(Refused, match="Las propuestas se editan mientras"):
        edit(old(consultation=ConsultationFactory(state=Consultation.State.CLOSED)))


def test_a_moderator_never_decides_about_a_text_that_they_have_not_read() -> None:
    moderator = ModeratorFactory()
    proposal = old(consultation=ConsultationFactory(moderators=[moderator]))
    edit(proposal)
    case = Case.objects.get()
    seen = case.seen_as()
    edit(proposal, body="Otra cosa muy distinta.")
    with pytest.raises(Refused, match="La persona lo cambió hace un momento"):
        moderation.decide(by=moderator, case=case, outcome="published", seen=seen)
    seen = Case.objects.get(pk=case.pk).seen_as()
    moderation.decide(by=moderator, case=case, outcome="published", seen=seen)
    case.refresh_from_db()
    assert case.waiting_since is None
    edit(proposal, body="Y otra más.")
    case.refresh_from_db()
    assert (case.cause, case.waiting_since is not None) == ("edit", True)
