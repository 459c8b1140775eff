"""Appealing and answering in the browser."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from ciudad_global.moderation import actions, appeals
from ciudad_global.moderation.models import Appeal, Case, Decision
from ciudad_global.moderation.states import Outcome
from tests.factories import (
    CommentFactory,
    ConsultationFactory,
    ModeratorFactory,
    ProposalFactory,
    ResidentFactory,
    decide,
)
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db
APPEALS = "/es/moderacion/apelaciones/"
QUERIES = 8


@pytest.fixture
def moderator():
    return ModeratorFactory()


@pytest.fixture
def colleague():
    return ModeratorFactory()


@pytest.fixture
def consultation(moderator, colleague):
    return ConsultationFactory(moderators=[moderator, colleague])


def removed(moderator, consultation, outcome="removed", text="Insulta.") -> Decision:
    """Return the decision that took somebody's comment down."""
    comment = CommentFactory(
        proposal=ProposalFactory(consultation=consultation), body=f"Mi idea {HOSTILE}"
    )
    case = Case.objects.create(consultation=consultation, comment=comment, cause="flag")
    return decide(by=moderator, case=case, outcome=outcome, reason="offensive", text=text)


def appealed(decision: Decision, text: str = "Era una cita.") -> Appeal:
    return actions.file_appeal(by=decision.concerns, decision=decision, text=text)


@pytest.fixture
def decision(moderator, consultation) -> Decision:
    return removed(moderator, consultation, text=f"Insulta {HOSTILE}")


def page(decision: Decision) -> str:
    return reverse("decisions:decision", args=[decision.pk])


# The author's page.


def test_it_works(client, decision) -> None:
    client.force_login(decision.concerns)
    response = client.get(page(decision))
    for words in ("Estaba publicado y lo retiramos", "Insulta o discrimina", "Mi idea"):
        assert words in response.text
    assert "Una persona del equipo de moderación" in response.text
    assert "<script>alert" not in response.text
    response = client.post(page(decision), {"text": f"Era una cita {HOSTILE}"})
    assert (response.status_code, response["Location"]) == (302, page(decision))
    assert Appeal.objects.get().text == f"Era una cita {HOSTILE}"
    told = client.get(page(decision)).text
    assert "Era una cita" in told
    assert "te responde a más tardar el" in told
    assert "<script>alert" not in told


@pytest.mark.parametrize("who", [ResidentFactory, ModeratorFactory])
def test_others_do_not_learn_that_it_exists(client, decision, who) -> None:
    client.force_login(who())
    assert client.get(page(decision)).status_code == 404
    assert client.post(page(decision), {"text": "Hola"}).status_code == 404


def test_what_was_taken_back_has_no_page(client, decision, moderator) -> None:
    actions.undo(by=moderator, decision=decision)
    client.force_login(decision.concerns)
    assert client.get(page(decision)).status_code == 404


def test_whoever_types_too_much_loses_nothing(client, decision) -> None:
    client.force_login(decision.concerns)
    response = client.post(page(decision), {"text": "a" * 1501})
    assert "Tiene 1501 caracteres y caben 1500" in response.text
    assert "a" * 1501 in response.text
    assert Appeal.objects.count() == 0


def test_whoever_is_late_loses_nothing_either(client, decision) -> None:
    client.force_login(decision.concerns)
    with time_machine.travel(timezone.now() + timedelta(days=32)):
        response = client.post(page(decision), {"text": "Llego tarde"})
    assert response.status_code == 409
    assert "El plazo para apelar ya terminó." in response.text
    assert "Llego tarde" in response.text


def test_whoever_was_signed_out_meanwhile_finds_it_again(client, decision) -> None:
    response = client.post(page(decision), {"text": "Era una cita."})
    assert response["Location"].startswith(reverse("account_login"))
    client.force_login(decision.concerns)
    assert "Era una cita." in client.get(page(decision)).text


def test_an_answer_is_read_there(client, decision, colleague) -> None:
    actions.answer_appeal(
        by=colleague, appeal=appealed(decision), outcome="upheld", text="Nombra a alguien."
    )
    client.force_login(decision.concerns)
    response = client.get(page(decision))
    assert "La decisión se mantiene." in response.text
    assert "Nombra a alguien." in response.text
    assert colleague.public_name not in response.text


@pytest.mark.parametrize("outcome", ["removed", "held"])
def test_ones_own_pages_lead_there(client, moderator, consultation, outcome) -> None:
    decision = removed(moderator, consultation, outcome)
    comment = decision.case.comment
    about = reverse("decisions:comment", args=[comment.pk])
    CommentFactory(proposal=comment.proposal, parent=comment)
    type(comment).objects.filter(pk=comment.pk).update(replies_count=1)
    pages = ("/es/mi-participacion/?ver=comentarios", comment.proposal.get_absolute_url())
    client.force_login(comment.author)
    for url in pages:
        assert about in client.get(url).text
    assert client.get(about)["Location"] == page(decision)
    client.force_login(ResidentFactory())
    assert about not in client.get(pages[1]).text
    assert client.get(about).status_code == 404


@pytest.mark.parametrize("outcome", ["removed", "held"])
def test_so_does_ones_own_proposal(client, moderator, consultation, outcome) -> None:
    proposal = ProposalFactory(consultation=consultation)
    case = Case.objects.create(consultation=consultation, proposal=proposal, cause="flag")
    decision = decide(by=moderator, case=case, outcome=outcome, reason="spam", text="Vende.")
    about = reverse("decisions:proposal", args=[proposal.pk])
    client.force_login(proposal.author)
    for url in ("/es/mi-participacion/?ver=propuestas", proposal.get_absolute_url()):
        assert about in client.get(url).text
    assert client.get(about)["Location"] == page(decision)


def test_without_a_decision_the_notices_are_next(client) -> None:
    comment = CommentFactory()
    client.force_login(comment.author)
    about = reverse("decisions:comment", args=[comment.pk])
    assert client.get(about)["Location"] == "/es/avisos/"


# The moderators' pages.


def test_what_is_due_first_comes_first_and_lateness_shows(
    client, moderator, colleague, consultation
) -> None:
    first, second = (appealed(removed(moderator, consultation)) for _ in range(2))
    Appeal.objects.filter(pk=second.pk).update(due_at=timezone.now() - timedelta(hours=1))
    client.force_login(colleague)
    response = client.get(APPEALS)
    assert response.context["appeals"] == [second, first]
    assert response.text.count("Atrasada") == 1
    assert "<script>alert" not in response.text


def test_answered_ones_are_listed_apart(client, moderator, colleague, consultation) -> None:
    first, second = (appealed(removed(moderator, consultation)) for _ in range(2))
    actions.answer_appeal(by=colleague, appeal=first, outcome="upheld", text="No.")
    client.force_login(colleague)
    assert client.get(APPEALS).context["appeals"] == [second]
    assert client.get(f"{APPEALS}?ver=respondidas").context["appeals"] == [first]


def test_each_reads_those_of_their_consultations(client, moderator, consultation, decision) -> None:
    appeal = appealed(decision)
    client.force_login(ModeratorFactory())
    assert client.get(APPEALS).context["appeals"] == []
    assert client.get(f"{APPEALS}{appeal.pk}/").status_code == 404


def test_pages_follow_each_other(client, moderator, colleague, consultation, monkeypatch) -> None:
    monkeypatch.setattr("ciudad_global.moderation.appeals.PAGE_SIZE", 1)
    first, second = (appealed(removed(moderator, consultation)) for _ in range(2))
    client.force_login(colleague)
    newest = client.get(APPEALS)
    assert newest.context["appeals"] == [first]
    assert client.get(APPEALS + newest.context["next_url"]).context["appeals"] == [second]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_as_many_queries_for_any_number(
    client, moderator, colleague, consultation, django_assert_num_queries, number
) -> None:
    for _ in range(number):
        appealed(removed(moderator, consultation))
    client.force_login(colleague)
    client.get(APPEALS)
    with django_assert_num_queries(QUERIES):
        client.get(APPEALS)


def test_one_shows_text_decision_and_appeal(client, decision, colleague) -> None:
    appeal = appealed(decision, f"Era una cita {HOSTILE}")
    client.force_login(colleague)
    text = client.get(f"{APPEALS}{appeal.pk}/").text
    for words in ("Mi idea", "Insulta", "Era una cita", "Responder a más tardar el"):
        assert words in text
    assert "<script>alert" not in text


def test_answering(client, decision, colleague) -> None:
    appeal = appealed(decision)
    client.force_login(colleague)
    response = client.post(
        f"{APPEALS}{appeal.pk}/", {"outcome": "reversed", "text": "Era una cita, sí."}
    )
    assert (response.status_code, response["Location"]) == (302, APPEALS)
    comment = type(decision.case.comment).objects.get()
    assert comment.is_published
    page = client.get(f"{APPEALS}{appeal.pk}/").text
    assert "Se corrige" in page
    assert "Hubo otra decisión después" not in page  # it was this answer

    client.force_login(decision.concerns)
    page = client.get(f"/es/decisiones/{decision.pk}/").text
    assert page.count("Tenías razón: corregimos la decisión.") == 1
    assert "lo retiramos" not in page


def test_whoever_decided_is_told_that_another_person_answers(client, decision, moderator) -> None:
    appeal = appealed(decision)
    client.force_login(moderator)
    why = "Participaste en esa decisión: responde otra persona."
    assert why in client.get(f"{APPEALS}{appeal.pk}/").text
    data = {"outcome": "upheld", "text": "No."}
    response = client.post(f"{APPEALS}{appeal.pk}/", data)
    assert response.status_code == 403
    assert why in response.text
    assert Appeal.objects.get().outcome == ""


def test_the_slower_one_keeps_their_words(client, decision, colleague, consultation) -> None:
    appeal = appealed(decision)
    faster = ModeratorFactory(display_name="Dora")
    consultation.moderators.add(faster)
    actions.answer_appeal(by=faster, appeal=appeal, outcome="upheld", text="No.")
    client.force_login(colleague)
    data = {"outcome": "reversed", "text": "Yo pienso otra cosa."}
    response = client.post(f"{APPEALS}{appeal.pk}/", data)
    assert response.status_code == 409
    assert "Ya la respondió Dora: se mantiene." in response.text
    assert "Yo pienso otra cosa." in response.text


@pytest.mark.parametrize("data", [{"outcome": "upheld"}, {"outcome": "", "text": "Sí."}])
def test_an_answer_needs_its_reasons_and_an_outcome(client, decision, colleague, data) -> None:
    appeal = appealed(decision)
    client.force_login(colleague)
    assert client.post(f"{APPEALS}{appeal.pk}/", data).status_code == 200
    assert Appeal.objects.get().outcome == ""


def test_outcomes_are_those_of_the_log() -> None:
    assert {*Appeal.Outcome.values} == {Outcome.UPHELD, Outcome.REVERSED}


def test_the_case_leads_to_its_appeal(client, decision, colleague) -> None:
    appeal = appealed(decision)
    case = f"/es/moderacion/{decision.case.pk}/"
    client.force_login(colleague)
    assert f"{APPEALS}{appeal.pk}/" in client.get(case).text
    actions.answer_appeal(by=colleague, appeal=appeal, outcome="upheld", text="No.")
    assert f"{APPEALS}{appeal.pk}/" not in client.get(case).text


def test_figures_leave_out_what_one_decided_oneself(moderator, colleague, decision) -> None:
    appealed(decision)
    Appeal.objects.update(due_at=timezone.now() - timedelta(hours=1))
    assert appeals.figures(moderator) == {"appeals": 0, "late_appeals": 0}
    assert appeals.figures(colleague) == {"appeals": 1, "late_appeals": 1}
