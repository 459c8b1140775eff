"""Deciding in the browser: the case's page, and who may do what there."""

from html import unescape

import pytest
from django.test import Client

from ciudad_global.moderation import actions, suggestions
from ciudad_global.moderation.models import Case, Decision
from ciudad_global.moderation.states import Reason, State
from tests.factories import (
    CommentFactory,
    ConsultationFactory,
    ModeratorFactory,
    ProposalFactory,
    ResidentFactory,
    UserFactory,
    decide,
    in_role,
)

pytestmark = pytest.mark.django_db
QUEUE = "/es/moderacion/"


@pytest.fixture
def moderator() -> object:
    return ModeratorFactory()


@pytest.fixture
def case(moderator) -> Case:
    """A proposal that waits for its review."""
    proposal = ProposalFactory(
        consultation=ConsultationFactory(moderators=[moderator]), state=State.DRAFT
    )
    actions.ask_review(content=proposal)
    return proposal.case


def another(case: Case, **fields) -> Case:
    proposal = ProposalFactory(consultation=case.consultation, state=State.DRAFT, **fields)
    actions.ask_review(content=proposal)
    return proposal.case


def post(client: Client, case: Case, query: str = "", seen: str = "", **data):
    data["seen"] = seen or Case.objects.get(pk=case.pk).seen_as()
    return client.post(f"{QUEUE}{case.pk}/{query}", data)


def log() -> list[tuple[str, str, str]]:
    return list(Decision.objects.order_by("pk").values_list("after", "reason", "text"))


def test_it_works(client, case, moderator) -> None:
    client.force_login(moderator)
    response = post(client, case, outcome="rejected", reason="spam", text="Es publicidad.")
    assert (response.status_code, response["Location"]) == (302, QUEUE)
    assert log() == [("rejected", "spam", "Es publicidad.")]
    assert "Decidido: no se publica." in client.get(QUEUE).text


def test_the_next_case_follows_with_the_same_filters(client, case, moderator) -> None:
    comment = CommentFactory(proposal=ProposalFactory(consultation=case.consultation))
    actions.flag(by=ResidentFactory(), content=comment, reason="spam")
    another(case, author=moderator)
    last = another(case)
    client.force_login(moderator)
    response = post(client, case, "?kind=proposal", outcome="published")
    assert response["Location"] == f"{QUEUE}{last.pk}/?kind=proposal"
    response = post(client, last, "?kind=proposal", outcome="published")
    assert response["Location"] == f"{QUEUE}?kind=proposal"


def test_after_the_last_one_the_first_that_still_waits_follows(client, case, moderator) -> None:
    last = another(case)
    client.force_login(moderator)
    assert post(client, last, outcome="published")["Location"] == f"{QUEUE}{case.pk}/"


def test_publishing_in_the_list_comes_back_to_the_list(client, case, moderator) -> None:
    another(case)
    client.force_login(moderator)
    assert post(client, case, outcome="published", stay="1")["Location"] == QUEUE


def test_a_held_case_waits_on_and_is_not_the_next_one(client, case, moderator) -> None:
    client.force_login(moderator)
    response = post(client, case, outcome="held", reason="other", text="La revisamos con calma.")
    assert response["Location"] == QUEUE
    assert [item.case for item in client.get(QUEUE).context["items"]] == [case]


def test_a_refusal_needs_a_reason_and_keeps_what_was_typed(client, case, moderator) -> None:
    client.force_login(moderator)
    response = post(client, case, outcome="rejected", text="Lo que escribí")
    assert response.status_code == 200
    assert "Elige una razón: la persona la leerá." in response.text
    assert "Lo que escribí" in response.text
    assert log() == []


@pytest.mark.parametrize("language", ["es", "en"])
def test_without_an_own_text_the_suggested_one_is_sent(client, case, moderator, language) -> None:
    case.content.author.language = language
    case.content.author.save()
    client.force_login(moderator)
    post(client, case, outcome="rejected", reason="off_topic")
    assert log() == [("rejected", "off_topic", suggestions.suggested("off_topic", language))]


def test_every_reason_but_the_open_one_has_a_suggested_text() -> None:
    without = [reason for reason in Reason if not suggestions.suggested(reason, "es")]
    assert without == [Reason.OTHER]


def test_another_reason_asks_for_an_explanation(client, case, moderator) -> None:
    client.force_login(moderator)
    response = post(client, case, outcome="rejected", reason="other")
    assert "Para esta razón escribe tú la explicación." in response.text
    assert log() == []


def test_the_slower_of_two_sees_the_decision(client, case, moderator) -> None:
    faster = ModeratorFactory(display_name="Ximena")
    case.consultation.moderators.add(faster)
    seen = case.seen_as()
    decide(by=faster, case=case, outcome="rejected", reason="spam", text="Era publicidad.")
    client.force_login(moderator)
    response = post(client, case, outcome="published", seen=seen)
    assert response.status_code == 409
    for words in ("Ya lo decidió Ximena: no publicar.", "Era publicidad.", "Ximena"):
        assert words in response.text
    assert len(log()) == 1


@pytest.mark.parametrize("seen", ["0", "0-0123456789abcdef", "abc"])
def test_nobody_decides_on_what_they_did_not_read(client, case, moderator, seen) -> None:
    client.force_login(moderator)
    response = post(client, case, outcome="published", seen=seen)
    assert response.status_code == 409
    assert "revísalo otra vez" in response.text
    assert log() == []


def test_a_decision_that_cannot_follow_is_refused_kindly(client, case, moderator) -> None:
    client.force_login(moderator)
    response = post(client, case, outcome="removed", reason="spam")
    assert response.status_code == 409
    assert "Esa decisión ya no es posible: recarga la página." in response.text
    assert 'name="outcome"' in response.text


@pytest.mark.parametrize("outcome", ["", "erased", "merged", "withdrawn", "draft", "nada"])
def test_no_other_state_can_be_sent(client, case, moderator, outcome) -> None:
    client.force_login(moderator)
    assert post(client, case, outcome=outcome, reason="spam", text="x").status_code in (200, 409)
    case.refresh_from_db()
    assert (case.content.state, log()) == (State.PENDING, [])


def the_author(case: Case):
    person = ModeratorFactory()
    case.consultation.moderators.add(person)
    type(case.content).objects.filter(pk=case.content.pk).update(author=person)
    return person


def assigned(case: Case, person):
    case.consultation.moderators.add(person)
    return person


PEOPLE = {
    "a visitor": (lambda case: None, 302, 0),
    "an unverified person": (lambda case: UserFactory(), 403, 0),
    "a resident": (lambda case: ResidentFactory(), 403, 0),
    "a resident in the list of moderators": (
        lambda case: assigned(case, ResidentFactory()),
        403,
        0,
    ),
    "an editor": (lambda case: in_role("editor"), 403, 0),
    "an auditor": (lambda case: in_role("auditor", "moderation.audit_case"), 403, 0),
    "a moderator of another one": (lambda case: ModeratorFactory(), 404, 0),
    "its author, who moderates": (the_author, 403, 0),
    "an administrator": (lambda case: UserFactory(is_superuser=True), 403, 0),
    "an assigned administrator": (
        lambda case: assigned(case, UserFactory(is_superuser=True)),
        302,
        1,
    ),
    "its moderator": (lambda case: assigned(case, ModeratorFactory()), 302, 1),
}


@pytest.mark.parametrize("who", PEOPLE)
def test_who_may_decide(client, case, who) -> None:
    person, status, decisions = PEOPLE[who]
    user = person(case)
    if user:
        client.force_login(user)
    assert post(client, case, outcome="published").status_code == status
    assert Decision.objects.count() == decisions


def test_an_author_who_moderates_reads_why_not(client, case) -> None:
    client.force_login(the_author(case))
    page = client.get(f"{QUEUE}{case.pk}/").text
    assert "Es tuyo: decide otra persona." in page
    assert 'name="outcome"' not in page


def test_a_get_changes_nothing(client, case, moderator) -> None:
    client.force_login(moderator)
    client.get(f"{QUEUE}{case.pk}/?outcome=published")
    assert log() == []


def test_the_log_lists_own_decisions_or_all(client, case, moderator) -> None:
    colleague = ModeratorFactory()
    case.consultation.moderators.add(colleague)
    first = decide(by=moderator, case=case, outcome="published")
    second = decide(by=colleague, case=another(case), outcome="published")
    foreign = another(
        Case(consultation=ConsultationFactory(moderators=[colleague])), title="De otra consulta"
    )
    third = decide(by=colleague, case=foreign, outcome="published")

    def listed(person, query: str = "") -> list[Decision]:
        client.force_login(person)
        return client.get(f"{QUEUE}historial/{query}").context["decisions"]

    assert listed(moderator) == [second, first]
    assert listed(moderator, "?whose=mine") == [first]
    assert listed(colleague, "?whose=mine") == [third, second]
    assert listed(in_role("auditor", "moderation.audit_case")) == [third, second, first]


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_do_not_grow_with_the_log(
    client, case, moderator, django_assert_num_queries, number
) -> None:
    for _decision in range(number):
        decide(by=moderator, case=another(case), outcome="published")
    client.force_login(moderator)
    client.get(f"{QUEUE}historial/")  # the menus are kept from here on
    with django_assert_num_queries(8):
        client.get(f"{QUEUE}historial/")


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_do_not_grow_with_the_case(
    client, moderator, django_assert_num_queries, number
) -> None:
    comment = CommentFactory(
        proposal=ProposalFactory(consultation=ConsultationFactory(moderators=[moderator]))
    )
    for _flag in range(number):
        actions.flag(by=ResidentFactory(), content=comment, reason="spam", text="Vende algo")
        decide(by=moderator, case=comment.case, outcome="published")
        actions.flag(by=ResidentFactory(), content=comment, reason="other", text="Otra vez")
    client.force_login(moderator)
    client.get(f"{QUEUE}{comment.case.pk}/")  # the menus are kept from here on
    with django_assert_num_queries(18):
        page = client.get(f"{QUEUE}{comment.case.pk}/").text
    assert unescape(page).count("Vende algo") == number
