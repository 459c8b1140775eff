"""What the city says it will do, as everybody reads it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.models import Commitment, Consultation
from tests.factories import (
    CommentFactory,
    CommitmentFactory,
    CommitmentUpdateFactory,
    ConsultationFactory,
    ProposalFactory,
    ResidentFactory,
    consultation_pages,
    in_role,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return consultation_pages.publish()


def text(client, url):
    response = client.get(url)
    assert response.status_code == 200
    html = response.content.decode()
    assert "<script>alert" not in html
    assert "<b onmouseover" not in html
    return html


def test_it_works(client, page) -> None:
    proposal = ProposalFactory(consultation=page.consultation)
    comment = CommentFactory(proposal=proposal)
    commitment = CommitmentFactory(
        consultation=page.consultation,
        due_on="2099-06-30",
        status="under_way",
        progress=50,
        proposals=[proposal],
        comments=[comment],
    )
    CommitmentUpdateFactory(commitment=commitment)
    html = text(client, commitment.get_absolute_url())
    for words in (
        "Para el 30 de junio de 2099",
        "En marcha",
        'value="50"',
        "Se hizo la mitad.",
        'href="https://example.org/evidencia" rel="nofollow noopener"',
        f'href="{proposal.get_absolute_url()}"',
        f'href="{comment.get_absolute_url()}"',
        f'href="{page.url}"',
    ):
        assert words in html
    assert "Fuera de plazo" not in html
    assert client.get(commitment.get_absolute_url()).cookies == {}


def test_its_address_survives_another_title(client) -> None:
    commitment = CommitmentFactory(title="Abrir ventanillas")
    address = commitment.get_absolute_url()
    assert address == f"/es/compromisos/{commitment.pk}-abrir-ventanillas/"
    for other in (f"/es/compromisos/{commitment.pk}/", f"/es/compromisos/{commitment.pk}-otro/"):
        response = client.get(f"{other}?despues=x")
        assert (response.status_code, response.url) == (301, f"{address}?despues=x")


@pytest.mark.parametrize(
    ("status", "days", "late"),
    [
        ("planned", -1, True),
        ("under_way", -1, True),
        ("delayed", -1, True),
        ("delayed", 0, False),
        ("done", -1, False),
        ("dropped", -1, False),
    ],
)
def test_what_is_late_says_so(client, status, days, late) -> None:
    commitment = CommitmentFactory(
        status=status, due_on=timezone.localdate() + timedelta(days=days)
    )
    assert ("Fuera de plazo" in text(client, commitment.get_absolute_url())) is late


@pytest.mark.parametrize("hidden", [{"published_at": None}, {"consultation__state": "draft"}])
def test_a_draft_is_read_by_who_writes_or_publishes_it(client, hidden) -> None:
    url = CommitmentFactory(**hidden).get_absolute_url()
    assert client.get(url).status_code == 404
    client.force_login(ResidentFactory())
    assert client.get(url).status_code == 404
    for role in ("official", "editor", "publisher", "auditor"):
        client.force_login(in_role(role))
        assert client.get(url).status_code == 200


def test_what_is_not_public_is_not_shown(client, page) -> None:
    withdrawn = ProposalFactory(
        consultation=page.consultation, title="Lo que ya no dice", state="withdrawn"
    )
    hidden = CommentFactory(
        proposal=ProposalFactory(consultation=page.consultation), body="ya no dice", state="held"
    )
    inside = CommentFactory(proposal=withdrawn, body="ya no dice")
    commitment = CommitmentFactory(
        consultation=page.consultation, proposals=[withdrawn], comments=[hidden, inside]
    )
    CommitmentUpdateFactory(commitment=commitment, note_html="ya no dice", published_at=None)
    assert "ya no dice" not in text(client, commitment.get_absolute_url())


def test_the_list_is_by_date_and_filtered_by_status(client, page) -> None:
    later, sooner = (
        CommitmentFactory(
            consultation=page.consultation,
            due_on=timezone.localdate() + timedelta(days=days),
            status=status,
        )
        for days, status in ((9, "planned"), (3, "done"))
    )
    CommitmentFactory(consultation=page.consultation, published_at=None)
    CommitmentFactory()
    url = f"/es/consultas/{page.consultation.slug}/compromisos/"
    text(client, url)
    assert client.get(url).context["commitments"] == [sooner, later]
    response = client.get(url, {"estado": "cumplidos"})
    assert response.context["commitments"] == [sooner]
    assert [tab["count"] for tab in response.context["tabs"]] == [2, 1, 1]
    assert client.get(url, {"estado": "x"}).context["commitments"] == [sooner, later]
    assert "No hay compromisos así" in text(client, f"{url}?estado=no-se-haran")


def test_a_list_without_commitments_says_what_will_be_there(client) -> None:
    url = "/es/consultas/{}/compromisos/"
    assert "Todavía no hay compromisos" in text(client, url.format(ConsultationFactory().slug))
    draft = ConsultationFactory(state=Consultation.State.DRAFT)
    assert client.get(url.format(draft.slug)).status_code == 404


def test_lists_come_in_pages(client, page) -> None:
    CommitmentFactory.create_batch(21, consultation=page.consultation, status="done")
    url = f"/es/consultas/{page.consultation.slug}/compromisos/?estado=cumplidos"
    first = client.get(url)
    assert len(first.context["commitments"]) == 20
    second = client.get(url.partition("?")[0] + first.context["next_url"])
    assert len(second.context["commitments"]) == 1
    assert "estado=cumplidos" in second.context["previous_url"]
    commitment = Commitment.objects.first()
    CommitmentUpdateFactory.create_batch(21, commitment=commitment)
    address = commitment.get_absolute_url()
    first = client.get(address)
    second = client.get(address + first.context["next_url"].partition("#")[0])
    assert [len(each.context["updates"]) for each in (first, second)] == [20, 1]


def test_the_consultation_and_the_proposals_show_them(client, page) -> None:
    proposal = ProposalFactory(consultation=page.consultation)
    commitments = CommitmentFactory.create_batch(
        4, consultation=page.consultation, proposals=[proposal]
    )
    hidden = CommitmentFactory(
        consultation=page.consultation, proposals=[proposal], published_at=None
    )
    for url in (page.url, proposal.get_absolute_url()):
        html = text(client, url)
        shown = [one for one in (*commitments, hidden) if one.get_absolute_url() in html]
        assert shown == commitments[:3]
    assert f"/es/consultas/{page.consultation.slug}/compromisos/" in text(client, page.url)


def test_english_readers_find_it_too(client) -> None:
    commitment = CommitmentFactory(due_on="2099-06-30")
    assert "By 30 June 2099" in text(client, commitment.get_absolute_url().replace("/es/", "/en/"))


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(client, number, django_assert_num_queries) -> None:
    page = consultation_pages.publish()
    for _each in range(number):
        proposals = ProposalFactory.create_batch(number, consultation=page.consultation)
        comments = [CommentFactory(proposal=one) for one in proposals]
        commitment = CommitmentFactory(
            consultation=page.consultation, proposals=proposals, comments=comments
        )
        CommitmentUpdateFactory.create_batch(number, commitment=commitment)
    client.get(commitment.get_absolute_url())
    with django_assert_num_queries(7):
        client.get(commitment.get_absolute_url())
    with django_assert_num_queries(5):
        client.get(f"/es/consultas/{page.consultation.slug}/compromisos/")


@pytest.mark.parametrize("number", [1, 3])
def test_other_pages_ask_once_for_them(client, number, django_assert_max_num_queries) -> None:
    page = consultation_pages.publish()
    proposal = ProposalFactory(consultation=page.consultation)
    CommitmentFactory.create_batch(number, consultation=page.consultation, proposals=[proposal])
    client.force_login(ResidentFactory())
    for url in (page.url, proposal.get_absolute_url()):
        client.get(url)
        with django_assert_max_num_queries(15):
            client.get(url)
