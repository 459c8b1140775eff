"""What one person did."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from ciudad_global.notifications.models import Follow
from consultations.actions import vote
from consultations.models import Consultation, Proposal, Response
from tests.factories import (
    CommentFactory,
    CommitmentFactory,
    CommitmentUpdateFactory,
    ConsultationFactory,
    ProposalFactory,
    ResidentFactory,
    pages,
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
    html = client.get(ADDRESS, {"ver": "propuestas"}).content.decode()
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


@pytest.mark.parametrize("state", ["held", "removed", "withdrawn"])
def test_a_vote_on_what_nobody_reads_any_more_can_be_taken_back(client: Client, state) -> None:
    """Else a support that helps nobody would be spent."""
    proposal, resident = ProposalFactory(), ResidentFactory()
    vote.cast(by=resident, proposal=proposal, value=1)
    client.force_login(resident)
    action = f'action="/es/propuestas/{proposal.pk}/voto/"'
    assert action not in client.get(ADDRESS, {"ver": "votos"}).content.decode()
    proposal.refresh_from_db()
    proposal.move_to(state)
    assert action in client.get(ADDRESS, {"ver": "votos"}).content.decode()


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
    first = client.get(ADDRESS, {"ver": "propuestas"})
    second = client.get(ADDRESS + first.context["next_url"])
    counts = [sum(len(g["rows"]) for g in r.context["groups"]) for r in (first, second)]
    assert counts == [30, 1]
    assert client.get(ADDRESS, {"ver": "propuestas", "pagina": "x"}).status_code == 200


def shown(client: Client, part: str = "respuestas") -> list[object]:
    """Return what the City said, as the page lists it."""
    answers = client.get(ADDRESS, {"ver": part}).context["answers"]
    return [next(iter(row.values())) for row in answers]


def answered(proposal: Proposal, **fields: object) -> Response:
    values = {"status": "partly", "office": "SEDEMA", "published_at": timezone.now()} | fields
    return Response.objects.create(proposal=proposal, **values)


def test_the_start_says_how_much_there_is_and_the_latest(client: Client) -> None:
    page, resident = publish(), ResidentFactory()
    proposal = ProposalFactory(consultation=page.consultation, author=resident)
    ProposalFactory(consultation=page.consultation, author=resident, state="draft", title="")
    CommentFactory(proposal=proposal, author=resident)
    vote.cast(by=resident, proposal=proposal, value=1)
    Follow.objects.create(user=resident, proposal=proposal)
    response = answered(proposal)
    client.force_login(resident)
    shown_page = client.get(ADDRESS)
    assert shown_page.context["counts"] == dict.fromkeys(
        ("answers", "proposals", "drafts", "comments", "votes", "follows"), 1
    )
    assert shown(client, "") == [response]
    html = shown_page.content.decode()
    for part in ("respuestas", "propuestas", "borradores", "comentarios", "votos", "siguiendo"):
        assert f'href="?ver={part}"' in html
    assert "<script>alert" not in html


def test_an_empty_start_leads_to_what_is_open(client: Client) -> None:
    client.force_login(ResidentFactory())
    assert "Ver qué está abierto" in client.get(ADDRESS).content.decode()
    for part, words in (
        ("respuestas", "La Ciudad aún no responde"),
        ("siguiendo", "Aún no sigues nada"),
        ("propuestas", "Aún no haces propuestas"),
    ):
        assert words in client.get(ADDRESS, {"ver": part}).content.decode()


def test_what_the_city_said_is_there_for_who_wrote_or_follows_the_newest_first(
    client: Client,
) -> None:
    author, of_comment, of_one, of_all, stranger = (ResidentFactory() for _each in range(5))
    proposal = ProposalFactory(author=author)
    comment = CommentFactory(proposal=proposal, author=of_comment)
    Follow.objects.create(user=of_one, proposal=proposal)
    Follow.objects.create(user=of_all, consultation=proposal.consultation)
    hour = timedelta(hours=1)
    response = answered(proposal, published_at=timezone.now() - 3 * hour)
    commitment = CommitmentFactory(
        consultation=proposal.consultation,
        proposals=[proposal],
        comments=[comment],
        published_at=timezone.now() - 2 * hour,
    )
    update = CommitmentUpdateFactory(commitment=commitment)
    everything = [update, commitment, response]
    for person, found in (
        (author, everything),
        (of_one, everything),
        (of_all, everything),
        (of_comment, [update, commitment]),
        (stranger, []),
    ):
        client.force_login(person)
        assert shown(client) == found
    client.force_login(author)
    html = client.get(ADDRESS, {"ver": "respuestas"}).content.decode()
    assert "Respuesta a tu propuesta" in html
    assert "<script>alert" not in html


def test_what_is_not_public_is_not_among_the_answers(client: Client) -> None:
    resident = ResidentFactory()
    for state, published_at in (("published", None), ("withdrawn", timezone.now())):
        proposal = ProposalFactory(author=resident, state=state)
        answered(proposal, published_at=published_at)
    proposal = ProposalFactory(author=resident)
    hidden = CommitmentFactory(
        consultation=proposal.consultation, proposals=[proposal], published_at=None
    )
    CommitmentUpdateFactory(commitment=hidden)
    client.force_login(resident)
    assert shown(client) == []


def test_an_answer_to_what_ones_proposal_was_united_with_is_there(client: Client) -> None:
    target = ProposalFactory()
    source = ProposalFactory(consultation=target.consultation, state="merged", merged_into=target)
    response = answered(target)
    client.force_login(source.author)
    assert shown(client) == [response]


def test_own_proposals_say_how_the_city_answered(client: Client) -> None:
    page = publish()
    proposal = ProposalFactory(consultation=page.consultation)
    answered(proposal)
    commitment = CommitmentFactory(consultation=page.consultation, proposals=[proposal])
    hidden = CommitmentFactory(
        consultation=page.consultation, proposals=[proposal], published_at=None
    )
    client.force_login(proposal.author)
    html = client.get(ADDRESS, {"ver": "propuestas"}).content.decode()
    assert "Respuesta: aceptada en parte" in html
    assert commitment.get_absolute_url() in html
    assert hidden.get_absolute_url() not in html


def test_what_is_followed_can_be_left_there(client: Client) -> None:
    resident, home = ResidentFactory(), pages.home()
    page = publish(parent=index(home))
    proposal = ProposalFactory(consultation=page.consultation)
    dialogue = pages.dialogue(pages.dialogues(home))
    gone = ProposalFactory(title="Lo que ya no dice", state="removed")
    Follow.objects.create(user=ResidentFactory(), proposal=proposal)
    for thing in (
        {"proposal": proposal},
        {"consultation": page.consultation},
        {"dialogue": dialogue.translation_key},
        {"proposal": gone},
    ):
        Follow.objects.create(user=resident, **thing)
    client.force_login(resident)
    html = client.get(ADDRESS, {"ver": "siguiendo"}).content.decode()
    for url in (proposal.get_absolute_url(), page.url, dialogue.url):
        assert f'href="{url}"' in html
    assert "ya no dice" not in html
    assert "<script>alert" not in html
    here = f"{ADDRESS}?ver=siguiendo"
    response = client.post(
        f"/es/seguir/propuesta/{gone.pk}/", {"stop": "1", "next": here}, follow=True
    )
    assert response.redirect_chain == [(here, 302)]
    assert len(response.context["follows"]) == 3


PARTS = {
    "": 14,
    "respuestas": 8,
    "propuestas": 8,
    "borradores": 7,
    "comentarios": 7,
    "votos": 8,
    "siguiendo": 9,
}


@pytest.mark.parametrize("part", PARTS)
def test_queries_do_not_grow(client: Client, part: str, django_assert_num_queries: object) -> None:
    home = pages.home()
    parent, resident, dialogues = index(home), ResidentFactory(), pages.dialogues(home)
    client.force_login(resident)
    for number in (1, 2):  # 1 of everything, then 3
        for each in range(number):
            consultation = publish(parent=parent).consultation
            proposal = ProposalFactory(consultation=consultation, author=resident)
            ProposalFactory(consultation=consultation, author=resident, state="draft", title="")
            comment = CommentFactory(proposal=proposal, author=resident)
            vote.cast(by=resident, proposal=proposal, value=1)
            answered(proposal)
            commitment = CommitmentFactory(
                consultation=consultation, proposals=[proposal], comments=[comment]
            )
            CommitmentUpdateFactory(commitment=commitment)
            dialogue = pages.dialogue(dialogues, 10 * number + each)
            for thing in (
                {"proposal": proposal},
                {"consultation": consultation},
                {"dialogue": dialogue.translation_key},
            ):
                Follow.objects.create(user=resident, **thing)
        client.get(ADDRESS, {"ver": part})
        with django_assert_num_queries(PARTS[part]):
            client.get(ADDRESS, {"ver": part})
