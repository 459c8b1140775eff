"""Deciding many cases as a moderator sees and sends it."""

import pytest

from ciudad_global.moderation import actions
from ciudad_global.moderation.actions import batch as batches
from ciudad_global.moderation.batch_forms import read_items
from ciudad_global.moderation.models import Batch, Case, Decision
from ciudad_global.moderation.states import Outcome, State
from ciudad_global.moderation.views import batch as views
from tests.factories import (
    AttachmentFactory,
    CommentFactory,
    ConsultationFactory,
    ModeratorFactory,
    ProposalFactory,
    ResidentFactory,
    decide,
    in_role,
)
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db
QUEUE = "/es/moderacion/"
LIST = "/es/moderacion/lotes/"
NEW = "/es/moderacion/lotes/nuevo/"
SPAM = {"outcome": "rejected", "reason": "spam"}


@pytest.fixture
def moderator():
    return ModeratorFactory()


@pytest.fixture
def second():
    return ModeratorFactory()


@pytest.fixture
def consultation(moderator, second):
    return ConsultationFactory(moderators=[moderator, second])


@pytest.fixture
def few_alone(monkeypatch) -> None:
    monkeypatch.setattr(batches, "ALONE", 1)


def proposed(consultation, **fields) -> Case:
    proposal = ProposalFactory(consultation=consultation, state=State.DRAFT, **fields)
    actions.ask_review(content=proposal)
    return proposal.case


def items(*cases: Case) -> list[str]:
    return [f"{case.pk}:{Case.objects.get(pk=case.pk).seen_as()}" for case in cases]


def by_reason(moderator, *cases: Case) -> Batch:
    return batches.propose(by=moderator, seen=read_items(items(*cases)), **SPAM)


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_it_works(client, moderator, consultation) -> None:
    cases = [proposed(consultation), proposed(consultation)]
    client.force_login(moderator)
    page = client.get(QUEUE).text
    assert all(f'name="items" value="{item}" form="elegidos"' in page for item in items(*cases))

    response = client.post(NEW, {"items": items(*cases)})
    assert "No publicar (2 de 2)" in response.text
    assert "Retirar del sitio" not in response.text

    chosen = response.context["items"]
    response = client.post(NEW, {"items": chosen, "step": "preview", **SPAM})
    assert (response.context["can_count"], response.context["cannot_count"]) == (2, 0)
    assert response.context["rows"] == [[f"{consultation.title} · Propuestas · en revisión", 2]]
    assert Decision.objects.count() == 0

    response = client.post(NEW, {"items": chosen, "step": "confirm", **SPAM}, follow=True)
    batch = Batch.objects.get()
    assert response.redirect_chain == [(f"{LIST}{batch.pk}/", 302)]
    assert said(response) == ["Se decidieron 2."]
    assert [decision.after for decision in Decision.objects.all()] == ["rejected"] * 2

    response = client.post(f"{LIST}{batch.pk}/", {"step": "undo"}, follow=True)
    assert said(response) == ["Se deshicieron 2."]
    assert Case.objects.waiting().count() == 2


def test_everything_that_a_filter_finds_is_chosen_up_to_a_limit(
    client, moderator, consultation, monkeypatch
) -> None:
    monkeypatch.setattr(batches, "MOST", 2)
    cases = [proposed(consultation) for _case in range(3)]
    proposed(ConsultationFactory(moderators=[moderator]))
    client.force_login(moderator)
    response = client.post(f"{NEW}?consultation={consultation.pk}", {"scope": "all"})
    assert response.context["items"] == " ".join(items(*cases[:2]))
    assert "En un grupo caben 2 casos como máximo" in response.text


def test_the_preview_says_what_stays_out_and_why(client, moderator, second, consultation) -> None:
    good, own = proposed(consultation), proposed(consultation, author=moderator)
    decided = proposed(consultation)
    chosen = items(good, own, decided)
    decide(by=second, case=decided, outcome="published")
    client.force_login(moderator)
    response = client.post(NEW, {"items": chosen, "step": "preview", **SPAM})
    assert [case for case, _why in response.context["cannot"]] == [own, decided]
    assert response.context["items"] == " ".join(items(good))
    assert "2 quedan fuera" in response.text
    assert "Es tuyo: decide otra persona." in response.text


def test_the_preview_shows_what_each_language_reads(client, moderator, consultation) -> None:
    cases = [
        proposed(consultation, author=ResidentFactory(language=language))
        for language in ("es", "en")
    ]
    client.force_login(moderator)
    response = client.post(NEW, {"items": items(*cases), "step": "preview", **SPAM})
    assert [words["language"] for words in response.context["said"]] == ["es", "en"]
    with_text = {"items": items(*cases), "step": "preview", "text": "Ya no.", **SPAM}
    assert client.post(NEW, with_text).context["said"] == [{"text": "Ya no.", "number": 2}]


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({}, "outcome"),
        ({"outcome": "rejected"}, "reason"),
        ({"outcome": "rejected", "reason": "other"}, "text"),
        ({"outcome": "removed", "reason": "spam"}, "outcome"),  # not possible for any
    ],
)
def test_what_is_missing_is_asked_for(client, moderator, consultation, form, field) -> None:
    client.force_login(moderator)
    for step in ("preview", "confirm"):
        response = client.post(NEW, {"items": items(proposed(consultation)), "step": step, **form})
        assert list(response.context["form"].errors) == [field]


@pytest.mark.parametrize("chosen", [[], ["nada"], ["999999:0-abc"], ["x:y", ":"]])
def test_nothing_chosen_leads_back(client, moderator, chosen) -> None:
    client.force_login(moderator)
    response = client.post(f"{NEW}?kind=comment", {"items": chosen}, follow=True)
    assert response.redirect_chain == [(f"{QUEUE}?kind=comment", 302)]
    assert said(response) == ["Elige primero al menos un caso."]
    assert client.get(NEW)["Location"] == QUEUE


@pytest.mark.usefixtures("few_alone")
def test_a_second_person_confirms(client, moderator, second, consultation) -> None:
    cases = [proposed(consultation), proposed(consultation)]
    client.force_login(moderator)
    response = client.post(NEW, {"items": items(*cases), "step": "confirm", **SPAM}, follow=True)
    assert said(response) == ["Propuesta: falta que otra persona del equipo la confirme."]
    batch = Batch.objects.get()
    page = f"{LIST}{batch.pk}/"
    assert 'value="confirm"' not in response.text
    assert 'value="discard"' in response.text
    assert client.get(LIST).context["tabs"][1]["count"] is None

    client.force_login(second)
    response = client.get(LIST)
    assert [(found, found.number) for found in response.context["batches"]] == [(batch, 2)]
    assert response.context["tabs"][1]["count"] == 1
    assert 'value="confirm"' in client.get(page).text
    assert said(client.post(page, {"step": "confirm"}, follow=True)) == ["Se decidieron 2."]
    assert client.get(LIST).context["batches"] == []
    assert client.get(f"{LIST}?which=recent").context["batches"] == [batch]
    assert said(client.post(page, {"step": "confirm"}, follow=True)) == [
        "Esta decisión en grupo ya no espera a nadie."
    ]
    assert client.post(page, {"step": "x"}).status_code == 400


@pytest.mark.usefixtures("few_alone")
def test_it_can_be_discarded(client, moderator, second, consultation) -> None:
    batch = by_reason(moderator, proposed(consultation), proposed(consultation))
    client.force_login(second)
    response = client.post(f"{LIST}{batch.pk}/", {"step": "discard"}, follow=True)
    assert said(response) == ["Descartada: no se decidió nada."]
    assert "y la descartó" in response.text


def test_what_stayed_out_is_listed_afterwards(client, moderator, second, consultation) -> None:
    good, own = proposed(consultation), proposed(consultation, author=moderator)
    batch = by_reason(moderator, good, own)
    client.force_login(moderator)
    response = client.get(f"{LIST}{batch.pk}/")
    assert list(response.context["can"]) == [good]
    assert response.context["cannot"] == [(own, "Es tuyo: decide otra persona.")]


def test_only_who_reads_all_its_cases_reads_it(client, moderator, second, consultation) -> None:
    batch = by_reason(
        moderator,
        proposed(consultation),
        proposed(ConsultationFactory(moderators=[moderator])),
    )
    auditor = in_role("auditor", "moderation.audit_case")
    for person, status, listed in (
        (moderator, 200, [batch]),
        (second, 404, []),
        (auditor, 200, [batch]),
    ):
        client.force_login(person)
        assert client.get(f"{LIST}{batch.pk}/").status_code == status
        assert client.get(f"{LIST}?which=recent").context["batches"] == listed


def test_an_auditor_decides_nothing(client, consultation) -> None:
    case = proposed(consultation)
    client.force_login(in_role("auditor", "moderation.audit_case"))
    response = client.post(NEW, {"items": items(case), "step": "confirm", **SPAM}, follow=True)
    assert said(response) == ["Ninguno se puede decidir así."]


def test_pages_meet_without_gap_or_repetition(client, moderator, consultation, monkeypatch) -> None:
    monkeypatch.setattr(views, "PAGE_SIZE", 2)
    made = [by_reason(moderator, proposed(consultation)) for _batch in range(3)]
    client.force_login(moderator)
    first = client.get(f"{LIST}?which=recent").context
    later = client.get(LIST + first["next_url"]).context
    assert [*first["batches"], *later["batches"]] == made[::-1]
    assert client.get(LIST + later["previous_url"]).context["batches"] == first["batches"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_do_not_grow(
    client, moderator, consultation, django_assert_num_queries, number
) -> None:
    def some() -> list[Case]:
        comments = [
            CommentFactory(proposal=ProposalFactory(consultation=consultation))
            for _number in range(number)
        ]
        for comment in comments:
            actions.flag(by=ResidentFactory(), content=comment, reason="spam")
        cases = [proposed(consultation) for _number in range(number)]
        for case in cases:
            AttachmentFactory(proposal=case.proposal)
        return [*cases, *(comment.case for comment in comments)]

    for _batch in range(number):
        by_reason(moderator, *some())
    batch = Batch.objects.latest("pk")
    client.force_login(moderator)
    client.get(LIST)
    with django_assert_num_queries(8):
        client.get(f"{LIST}?which=recent")
    with django_assert_num_queries(18):
        client.get(f"{LIST}{batch.pk}/")
    chosen = {"items": items(*some()), "outcome": "published"}
    with django_assert_num_queries(10):
        client.post(NEW, chosen)
    with django_assert_num_queries(13):
        client.post(NEW, {**chosen, "step": "preview"})


def test_hostile_text_is_shown_and_never_run(client, moderator, consultation) -> None:
    cases = [proposed(consultation, title=HOSTILE), proposed(consultation, author=moderator)]
    words = {"text": HOSTILE, "note": HOSTILE, **SPAM}
    client.force_login(moderator)
    pages = [
        client.post(NEW, {"items": items(*cases), "step": step, **words}).text
        for step in ("choose", "preview")
    ]
    batch = batches.propose(by=moderator, seen={case.pk: case.seen_as() for case in cases}, **words)
    pages += [client.get(f"{LIST}{batch.pk}/").text, client.get(f"{LIST}?which=recent").text]
    for page in pages:
        assert "<script>alert" not in page
        assert "<b onmouseover" not in page
        assert "&lt;script&gt;alert" in page


def test_a_decision_is_taken_back_from_list_case_and_log(client, moderator, consultation) -> None:
    case = proposed(consultation)
    client.force_login(moderator)
    assert "/deshacer/" not in client.get(QUEUE).text
    decision = decide(by=moderator, case=case, outcome="published")
    address = f"{QUEUE}decisiones/{decision.pk}/deshacer/"
    for page in (QUEUE, f"{QUEUE}{case.pk}/", f"{QUEUE}historial/"):
        assert f'action="{address}"' in client.get(page).text
    response = client.post(f"{address}?kind=proposal", follow=True)
    assert response.redirect_chain == [(f"{QUEUE}{case.pk}/?kind=proposal", 302)]
    assert said(response) == ["Deshecho: está como antes."]
    assert said(client.post(address, follow=True)) == [
        "Hay una decisión más nueva sobre este caso."
    ]
    assert f'action="{address}"' not in client.get(f"{QUEUE}historial/").text


def test_what_is_decided_in_the_list_becomes_a_line_and_comes_back(
    client, moderator, consultation
) -> None:
    case = proposed(consultation)
    client.force_login(moderator)
    in_place = {"headers": {"HX-Request": "true", "HX-Boosted": "true"}}
    form = {"outcome": "rejected", "seen": case.seen_as()}
    assert client.post(f"{QUEUE}{case.pk}/", form, **in_place).status_code == 422
    line = client.post(f"{QUEUE}{case.pk}/", {**form, "reason": "spam"}, **in_place).text
    assert "Decidido: no se publica." in line
    assert f'id="asunto-{case.pk}"' in line
    decision = Decision.objects.get()
    address = f"{QUEUE}decisiones/{decision.pk}/deshacer/"
    again = client.post(address, **in_place).text
    assert f'<article class="queue-item tone-jacaranda" id="asunto-{case.pk}"' in again
    assert client.post(address, **in_place).status_code == 409


def test_others_do_not_take_it_back(client, moderator, second, consultation) -> None:
    decision = decide(by=moderator, case=proposed(consultation), outcome="published")
    client.force_login(second)
    address = f"{QUEUE}decisiones/{decision.pk}/deshacer/"
    assert f'action="{address}"' not in client.get(f"{QUEUE}historial/").text
    assert said(client.post(address, follow=True)) == ["Solo quien decidió puede deshacerlo."]
    assert Decision.objects.exclude(outcome=Outcome.UNDONE).get() == decision


@pytest.mark.parametrize(
    "bad", ["9" * 30 + ":0-a", "9" * 5000 + ":0-a", "{pk}:\x00", "{pk}:", "{pk}", "-1:0-a", "٣:0-a"]
)
def test_what_no_page_has_made_is_left_out(client, moderator, consultation, bad) -> None:
    case, other = proposed(consultation), proposed(consultation)
    client.force_login(moderator)
    sent = {"items": [*items(other), bad.format(pk=case.pk)], "step": "confirm"} | SPAM
    client.post(NEW, sent)
    assert list(Decision.objects.values_list("case", flat=True)) == [other.pk]
