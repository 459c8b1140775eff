"""The queue as a moderator reads it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from ciudad_global.moderation import actions, queue
from ciudad_global.moderation.models import Case
from ciudad_global.moderation.states import State
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


@pytest.fixture
def moderator() -> object:
    return ModeratorFactory()


@pytest.fixture
def consultation(moderator) -> object:
    return ConsultationFactory(moderators=[moderator])


def proposed(consultation, **fields) -> Case:
    """Return the case of a new proposal that waits for its review."""
    proposal = ProposalFactory(consultation=consultation, state=State.DRAFT, **fields)
    actions.ask_review(content=proposal)
    return proposal.case


def reported(consultation, reasons=("spam",)) -> Case:
    """Return the case of a published comment with these reports."""
    comment = CommentFactory(proposal=ProposalFactory(consultation=consultation))
    for reason in reasons:
        actions.flag(by=ResidentFactory(), content=comment, reason=reason, text=HOSTILE)
    comment.case.refresh_from_db()
    return comment.case


def shown(client, address: str = QUEUE) -> list[int]:
    return [item.case.pk for item in client.get(address).context["items"]]


def test_it_works(client, moderator, consultation) -> None:
    first, second = proposed(consultation), reported(consultation)
    client.force_login(moderator)
    response = client.get(QUEUE)
    assert [item.case for item in response.context["items"]] == [first, second]
    assert f'action="/es/moderacion/{first.pk}/"' in response.text


def test_a_visitor_is_asked_to_sign_in(client) -> None:
    response = client.get(QUEUE)
    assert (response.status_code, response["Location"]) == (
        302,
        f"{reverse('account_login')}?next={QUEUE}",
    )


@pytest.mark.parametrize("person", [ResidentFactory, lambda: in_role("editor")])
def test_it_is_closed_to_others(client, person) -> None:
    client.force_login(person())
    pages = (QUEUE, f"{QUEUE}historial/", f"{QUEUE}1/")
    assert [client.get(page).status_code for page in pages] == [403, 403, 403]


def test_a_moderator_sees_the_consultations_they_moderate(client, consultation, moderator) -> None:
    mine = proposed(consultation)
    other = proposed(ConsultationFactory())
    client.force_login(moderator)
    assert shown(client) == [mine.pk]
    assert client.get(f"{QUEUE}{other.pk}/").status_code == 404


def test_an_auditor_reads_everything_and_decides_nothing(client) -> None:
    case = proposed(ConsultationFactory())
    client.force_login(in_role("auditor", "moderation.audit_case"))
    response = client.get(QUEUE)
    assert [item.case.pk for item in response.context["items"]] == [case.pk]
    assert '<form method="post" action="/es/moderacion' not in response.text


def test_what_is_decided_leaves_the_queue(client, consultation, moderator) -> None:
    case = proposed(consultation)
    decide(by=moderator, case=case, outcome=State.PUBLISHED)
    client.force_login(moderator)
    assert shown(client) == []


def test_filters_and_order(client, consultation, moderator) -> None:
    other = ConsultationFactory(moderators=[moderator])
    old, new = proposed(consultation), reported(consultation, ["spam", "other"])
    elsewhere = reported(other, ["threat"])
    # A threat is due in two hours and weighs most; more reports weigh more.
    new_risk = Case.objects.get(pk=new.pk).risk
    Case.objects.filter(pk=elsewhere.pk).update(risk=new_risk - 1)
    client.force_login(moderator)
    for query, expected in {
        "": [old, new, elsewhere],
        "?sort=riskiest": [new, elsewhere, old],
        "?sort=due": [elsewhere, old, new],
        "?reason=other": [new],
        "?reason=threat&cause=flag": [elsewhere],
        "?kind=proposal": [old],
        "?kind=comment&cause=flag": [new, elsewhere],
        "?cause=review": [old],
        f"?consultation={other.pk}": [elsewhere],
        "?consultation=nada&sort=nada&kind=nada": [old, new, elsewhere],
        "?after=nada": [old, new, elsewhere],
    }.items():
        assert shown(client, QUEUE + query) == [case.pk for case in expected], query


def test_filters_by_language_and_age(client, consultation, moderator) -> None:
    english = proposed(consultation, language="en")
    old, new = reported(consultation), reported(consultation, ["threat"])
    now = timezone.now()
    Case.objects.filter(pk=old.pk).update(waiting_since=now - timedelta(days=4))
    Case.objects.filter(pk=english.pk).update(
        waiting_since=now - timedelta(hours=25), due_at=now - timedelta(hours=1)
    )
    client.force_login(moderator)
    for query, expected in {
        "?language=en": [english],
        "?language=es": [old, new],
        "?age=day": [old, english],
        "?age=3days": [old],
        "?age=late": [english],
        "?age=late&language=es": [],
    }.items():
        assert shown(client, QUEUE + query) == [case.pk for case in expected], query


def test_the_search_finds_text_and_names_with_or_without_accents(
    client, consultation, moderator
) -> None:
    pending = proposed(consultation, title="Más árboles en la calle", body="Con sombra.")
    published = reported(consultation)
    published.comment.body = "Que dé sombra, también de día"
    published.comment.save()
    named = proposed(consultation, author=ResidentFactory(display_name="Íñigo Pérez"))
    # Neither what waits elsewhere nor what was decided is found.
    proposed(ConsultationFactory(), title="Sombra ajena")
    decide(by=moderator, case=proposed(consultation, title="Sombra"), outcome=State.PUBLISHED)
    client.force_login(moderator)
    for words, expected in {
        "arboles": [pending],
        "SOMBRA": [pending, published],
        "sombra dia": [published],
        "iñigo perez": [named],
        "sombra&kind=comment": [published],
        "nada": [],
        "%22": [],
        "": [pending, published, named],
    }.items():
        assert shown(client, f"{QUEUE}?q={words}") == [case.pk for case in expected], words


def test_what_is_held_back_is_found(client, consultation, moderator) -> None:
    case = proposed(consultation, title="Una ciclovía")
    decide(by=moderator, case=case, outcome=State.HELD, reason="spam", text="Espera.")
    client.force_login(moderator)
    assert shown(client, f"{QUEUE}?q=ciclovia") == [case.pk]


def test_deadlines_are_said_in_words(client, consultation, moderator) -> None:
    soon, late = proposed(consultation), proposed(consultation)
    now = timezone.now()
    Case.objects.filter(pk=soon.pk).update(due_at=now + timedelta(hours=3, minutes=5))
    Case.objects.filter(pk=late.pk).update(due_at=now - timedelta(hours=2, minutes=5))
    client.force_login(moderator)
    page = client.get(QUEUE).text
    assert '<span class="badge tone-cielo">Vence en 3 h</span>' in page
    assert '<span class="badge badge--open tone-guinda">Atrasado 2 h</span>' in page


@pytest.mark.parametrize("sort", queue.Sort)
def test_pages_meet_without_gap_or_repetition(
    client, consultation, moderator, monkeypatch, sort
) -> None:
    monkeypatch.setattr(queue, "PAGE_SIZE", 2)
    cases = [proposed(consultation) for _case in range(5)]
    # All wait since the same moment: the id breaks the tie.
    now = timezone.now()
    Case.objects.update(waiting_since=now - timedelta(days=1), due_at=now)
    client.force_login(moderator)
    pages, address = [], f"?sort={sort}"
    while address:
        context = client.get(QUEUE + address).context
        pages.append([item.case.pk for item in context["items"]])
        last, address = context, context["next_url"]
    order = [case.pk for case in cases]
    if sort == queue.Sort.RISKIEST:
        order.reverse()
    assert pages == [order[:2], order[2:4], order[4:]]
    back = client.get(QUEUE + last["previous_url"]).context
    assert [item.case.pk for item in back["items"]] == order[2:4]
    first = client.get(QUEUE + back["previous_url"]).context
    assert ([item.case.pk for item in first["items"]], first["previous_url"]) == (order[:2], "")


def test_reports_are_counted_by_reason_and_never_say_who(client, consultation, moderator) -> None:
    case = reported(consultation, ["spam", "offensive", "spam"])
    reporters = [flag.reporter for flag in case.flags.select_related("reporter")]
    for reporter in reporters:
        reporter.display_name = "Quien reporta"
        reporter.save()
    client.force_login(moderator)
    (item,) = client.get(QUEUE).context["items"]
    assert item.reports == [("publicidad o mensajes repetidos", 2), ("insulta o discrimina", 1)]
    for address in (QUEUE, f"{QUEUE}{case.pk}/"):
        page = client.get(address).text
        assert [who.email for who in reporters if who.email in page] == []
        assert "Quien reporta" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_do_not_grow_with_the_queue(
    client, consultation, moderator, django_assert_num_queries, number
) -> None:
    for _case in range(number):
        AttachmentFactory(proposal=proposed(consultation).proposal)
        reported(consultation)
    client.force_login(moderator)
    client.get(QUEUE)
    with django_assert_num_queries(18):
        client.get(QUEUE)


def test_moderators_see_a_proposals_images_and_documents(client, consultation, moderator) -> None:
    case = proposed(consultation)
    document = AttachmentFactory(proposal=case.proposal, kind="document")
    image = AttachmentFactory(proposal=case.proposal)
    client.force_login(moderator)
    for address in (QUEUE, f"{QUEUE}{case.pk}/"):
        page = client.get(address).text
        assert page.index(image.small_url) < page.index(document.get_absolute_url())
        assert f'<p class="small soft">{escape(image.text)}</p>' in page
        assert "&lt;script&gt;" in page[page.index(image.small_url) :]
        assert "<script>alert" not in page


def test_hostile_text_is_shown_and_never_run(client, consultation, moderator) -> None:
    cases = [proposed(consultation), reported(consultation)]
    decide(
        by=moderator, case=reported(consultation), outcome="removed", reason="spam", text=HOSTILE
    )
    client.force_login(moderator)
    decided = Case.objects.exclude(pk__in=[case.pk for case in cases]).get()
    addresses = ["", "historial/", *(f"{case.pk}/" for case in [*cases, decided])]
    for address in addresses:
        page = client.get(QUEUE + address).text
        assert "<script>alert" not in page
        assert "<b onmouseover" not in page
        assert "&lt;script&gt;alert" in page


def test_what_is_many_is_not_counted_to_the_end(
    client, consultation, moderator, monkeypatch
) -> None:
    monkeypatch.setattr(queue, "MOST_COUNTED", 2)
    client.force_login(moderator)
    for said in ("1 resultado<", "2 resultados<", "Más de 2 resultados<"):
        proposed(consultation)
        assert f'role="status">{said}' in client.get(QUEUE).text
