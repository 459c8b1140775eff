"""What one person did."""

import pytest
from django.test import Client

from consultations.actions import vote
from consultations.models import Consultation
from tests.factories import (
    CommentFactory,
    ConsultationFactory,
    ProposalFactory,
    ResidentFactory,
)
from tests.factories.consultation_pages import index, publish

pytestmark = pytest.mark.django_db

ADDRESS = "/es/mi-participacion/"


def rows(client: Client, part: str) -> dict[str, list[dict[str, object]]]:
    groups = client.get(ADDRESS, {"ver": part}).context["groups"]
    return {group["title"]: group["rows"] for group in groups}


def test_it_works(client: Client) -> None:
    page = publish()
    mine = ProposalFactory(consultation=page.consultation, state="pending")
    ProposalFactory(consultation=page.consultation)
    client.force_login(mine.author)
    html = client.get(ADDRESS).content.decode()
    assert [row["proposal"] for row in rows(client, "propuestas")[page.title]] == [mine]
    assert "En revisión" in html
    assert f"/es/propuestas/{mine.pk}/retirar/" in html
    assert "<script>alert" not in html


def test_a_visitor_signs_in_first(client: Client) -> None:
    assert client.get(ADDRESS).url == f"/es/cuenta/login/?next={ADDRESS}"


def test_own_comments_lead_to_their_place(client: Client) -> None:
    page = publish()
    comment = CommentFactory(proposal=ProposalFactory(consultation=page.consultation))
    CommentFactory(proposal=comment.proposal)
    client.force_login(comment.author)
    html = client.get(ADDRESS, {"ver": "comentarios"}).content.decode()
    assert [row["comment"] for row in rows(client, "comentarios")[page.title]] == [comment]
    assert comment.get_absolute_url() in html
    assert "<script>alert" not in html


def test_own_votes_are_found_under_their_consultations(client: Client) -> None:
    parent, resident = index(), ResidentFactory()
    first, second = publish(parent=parent), publish(parent=parent)
    for page, value in ((first, 1), (second, -1)):
        proposal = ProposalFactory(consultation=page.consultation)
        vote.cast(by=resident, proposal=proposal, value=value)
        vote.cast(by=ResidentFactory(), proposal=proposal, value=0)
    client.force_login(resident)
    found = {
        title: [row["vote"].value for row in group]
        for title, group in rows(client, "votos").items()
    }
    assert found == {second.title: [-1], first.title: [1]}
    html = client.get(ADDRESS, {"ver": "votos"}).content.decode()
    assert "en desacuerdo" in html
    assert "<script>alert" not in html


def test_the_title_of_a_withdrawn_proposal_is_not_shown_to_its_voters(client: Client) -> None:
    proposal, resident = ProposalFactory(title="Lo que ya no dice"), ResidentFactory()
    vote.cast(by=resident, proposal=proposal, value=1)
    proposal.refresh_from_db()
    proposal.move_to("withdrawn")
    client.force_login(resident)
    html = client.get(ADDRESS, {"ver": "votos"}).content.decode()
    assert "Lo que ya no dice" not in html
    assert "Una propuesta que ya no está publicada" in html


def test_a_sealed_consultation_says_that_nobody_finds_the_votes(client: Client) -> None:
    proposal, resident = ProposalFactory(), ResidentFactory()
    vote.cast(by=resident, proposal=proposal, value=1)
    Consultation.objects.update(salt=None, state=Consultation.State.SEALED)
    client.force_login(resident)
    response = client.get(ADDRESS, {"ver": "votos"})
    assert response.context["groups"] == []
    assert "ya se sellaron" in response.content.decode()


def test_it_is_kept_in_no_cache(client: Client) -> None:
    client.force_login(ResidentFactory())
    assert "no-store" in client.get(ADDRESS)["Cache-Control"]


def test_it_comes_in_pages(client: Client) -> None:
    resident, consultation = ResidentFactory(), ConsultationFactory()
    ProposalFactory.create_batch(31, consultation=consultation, author=resident)
    client.force_login(resident)
    first = client.get(ADDRESS)
    second = client.get(ADDRESS + first.context["next_url"])
    counts = [sum(len(g["rows"]) for g in r.context["groups"]) for r in (first, second)]
    assert counts == [30, 1]
    assert client.get(ADDRESS, {"pagina": "x"}).status_code == 200


@pytest.mark.parametrize("part", ["propuestas", "comentarios", "votos"])
def test_queries_do_not_grow(client: Client, part: str, django_assert_num_queries: object) -> None:
    parent, resident = index(), ResidentFactory()
    client.force_login(resident)
    counts = {"propuestas": 7, "comentarios": 7, "votos": 8}
    for number in (1, 2):
        for _ in range(number):
            consultation = publish(parent=parent).consultation
            proposal = ProposalFactory(consultation=consultation, author=resident)
            CommentFactory(proposal=proposal, author=resident)
            vote.cast(by=resident, proposal=proposal, value=1)
        client.get(ADDRESS, {"ver": part})
        with django_assert_num_queries(counts[part]):
            client.get(ADDRESS, {"ver": part})
