"""The comments on a proposal's page: their order, what can be done with each, what it costs."""

import random
import re
from collections import defaultdict
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ciudad_global.common.html import render
from ciudad_global.moderation import actions as moderation
from ciudad_global.moderation.states import State
from consultations.actions import useful
from consultations.models import Comment, Consultation, Proposal, UsefulMark
from consultations.models.comment import EDIT_WINDOW
from consultations.reports.thread import PAGE_SIZE, Sort
from tests.factories import (
    CommentFactory,
    ConsultationFactory,
    ModeratorFactory,
    ProposalFactory,
    ResidentFactory,
    decide,
)
from tests.shared_data import shared_data

pytestmark = pytest.mark.django_db


def html(client, proposal, query: str = "") -> str:
    response = client.get(proposal.get_absolute_url() + query)
    assert response.status_code == 200
    return response.content.decode()


def numbers(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'id="comentario-(\d+)"', page)]


def test_it_is_read_from_the_beginning(client) -> None:
    proposal = ProposalFactory()
    first = CommentFactory(proposal=proposal)
    CommentFactory(proposal=proposal)
    CommentFactory(proposal=proposal, parent=first)
    assert numbers(html(client, proposal)) == [1, 3, 2]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("nuevos", [3, 2, 5, 1, 4, 6]),
        ("utiles", [2, 5, 1, 4, 6, 3]),
        ("respondidos", [1, 4, 6, 2, 5, 3]),
        ("no-existe", [1, 4, 6, 2, 5, 3]),
    ],
)
def test_conversations_come_in_the_order_that_is_asked_for(client, sort, order) -> None:
    proposal = ProposalFactory()
    first, second, _third = (
        CommentFactory(proposal=proposal, useful_count=useful) for useful in (1, 2, 0)
    )
    reply = CommentFactory(proposal=proposal, parent=first)
    CommentFactory(proposal=proposal, parent=second)
    CommentFactory(proposal=proposal, parent=reply, useful_count=9)
    assert numbers(html(client, proposal, f"?orden={sort}")) == order


@pytest.mark.parametrize("sort", Sort.values)
def test_the_pages_of_an_order_lead_to_each_other(client, sort) -> None:
    proposal = ProposalFactory()
    comments = CommentFactory.create_batch(30, proposal=proposal, useful_count=2)
    address, seen = f"?orden={sort}", []
    for _page in range(2):
        page = html(client, proposal, address)
        seen += numbers(page)
        (address,) = re.findall(r'rel="(?:next|prev)" href="([^"]*)#comentarios"', page)
        address = address.replace("&amp;", "&")
    assert sorted(seen) == [comment.number for comment in comments]
    back = address if address.startswith("?") else ""
    assert numbers(html(client, proposal, back)) == seen[:PAGE_SIZE]


def test_a_stance_is_an_icon_and_a_word(client) -> None:
    proposal = ProposalFactory()
    for stance in Comment.Stance:
        CommentFactory(proposal=proposal, stance=stance)
    page = html(client, proposal)
    for icon, word in (("agree", "A favor"), ("disagree", "En contra"), ("pass", "Neutral")):
        assert re.search(rf'#{icon}"/></svg>{word}</span>', page)


def test_one_stance_can_be_read_alone(client) -> None:
    proposal = ProposalFactory()
    CommentFactory(proposal=proposal, stance="for")
    CommentFactory(proposal=proposal, stance="against")
    page = html(client, proposal, "?postura=against&orden=nuevos")
    assert numbers(page) == [2]
    assert 'href="?orden=nuevos&amp;postura=for#comentarios"' in page
    assert "Nadie ha comentado con esa postura." in html(client, proposal, "?postura=neutral")


def test_deeper_replies_stand_on_the_third_level_and_say_whom_they_answer(client) -> None:
    parent, proposal = None, ProposalFactory()
    for name in ("Ana", "Beto", "", "Dora", "Elia"):
        parent = CommentFactory(proposal=proposal, parent=parent, author__display_name=name)
    Comment.objects.filter(number=3).update(author=None)
    page = html(client, proposal)
    levels = re.findall(r'<li class="comment([^"]*)"', page)
    assert levels == ["", " comment--second", *[" comment--third"] * 3]
    assert re.findall(r'<a href="/es/comentarios/(\d+)/">en respuesta a (\w+)', page) == [
        (str(Comment.objects.get(number=3).pk), "Participante"),
        (str(parent.parent_id), "Dora"),
    ]


class TestUsefulButton:
    def test_a_visitor_gets_a_link_that_signs_in(self, client) -> None:
        comment = CommentFactory(useful_count=1200)
        page = html(client, comment.proposal)
        address = f"/es/propuestas/{comment.proposal_id}/util/?marcar={comment.pk}"
        assert f'href="{address}"' in page
        assert "Útil 1,200</a>" in page

    def test_a_resident_gets_a_button_that_knows_their_mark(self, client) -> None:
        proposal, resident = ProposalFactory(), ResidentFactory()
        marked, other = CommentFactory.create_batch(2, proposal=proposal)
        useful.mark(by=resident, comment=marked)
        client.force_login(resident)
        page = html(client, proposal)
        assert f'name="quitar" value="{marked.pk}" aria-pressed="true"' in page
        assert f'name="marcar" value="{other.pk}" aria-pressed="false"' in page

    def test_nobody_is_offered_to_mark_their_own(self, client) -> None:
        comment = CommentFactory(useful_count=3)
        client.force_login(comment.author)
        page = html(client, comment.proposal)
        assert "marcar" not in page
        assert "Útil 3</span>" in page

    def test_when_nothing_can_be_marked_the_number_stays(self, client) -> None:
        comment = CommentFactory(useful_count=3)
        Consultation.objects.update(state=Consultation.State.CLOSED)
        assert "Útil 3</span>" in html(client, comment.proposal)
        client.force_login(ResidentFactory())
        assert "Útil 3</span>" in html(client, comment.proposal)


def test_a_comment_can_be_changed_for_a_while(client) -> None:
    comment = CommentFactory()
    address = f"/es/comentarios/{comment.pk}/editar/"
    assert address not in html(client, comment.proposal)
    client.force_login(comment.author)
    assert address in html(client, comment.proposal)
    Comment.objects.update(published_at=comment.published_at - EDIT_WINDOW)
    assert address not in html(client, comment.proposal)


def test_what_others_may_have_read_differently_says_so(client) -> None:
    comment = CommentFactory()
    Comment.objects.update(edited_at=comment.published_at - EDIT_WINDOW)  # while it waited
    assert "· editado" not in html(client, comment.proposal)
    Comment.objects.update(edited_at=comment.published_at + EDIT_WINDOW)
    assert "· editado" in html(client, comment.proposal)


def test_a_removed_comment_keeps_its_place_and_its_replies(client) -> None:
    moderator = ModeratorFactory()
    proposal = ProposalFactory(consultation=ConsultationFactory(moderators=[moderator]))
    comment = CommentFactory(proposal=proposal, body_html="<p>compra ya</p>")
    CommentFactory(proposal=proposal, parent=comment)
    moderation.flag(by=ResidentFactory(), content=comment, reason="spam")
    decide(by=moderator, case=comment.case, outcome=State.REMOVED, reason="spam", text="No.")
    page = html(client, proposal)
    assert numbers(page) == [1, 2]
    assert "retirado por moderación: publicidad o mensajes repetidos." in page
    assert "compra ya" not in page


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.WITHDRAWN, "Comentario retirado por su autor/a."),
        (State.HELD, "Comentario en revisión."),
        (State.REJECTED, "Comentario retirado por moderación."),
        (State.ERASED, "Comentario borrado."),
    ],
)
def test_a_place_with_replies_is_kept_without_its_text(client, state, words) -> None:
    proposal = ProposalFactory()
    comment = CommentFactory(proposal=proposal, state=state, body_html="<p>ya no</p>")
    CommentFactory(proposal=proposal, parent=comment)
    CommentFactory(proposal=proposal, state=state)
    page = html(client, proposal)
    assert numbers(page) == [1, 2]
    assert page.count(words) == 1
    assert "ya no" not in page


def test_its_author_sees_a_comment_that_waits(client) -> None:
    comment = CommentFactory(state=State.PENDING, published_at=None)
    assert numbers(html(client, comment.proposal)) == []
    client.force_login(comment.author)
    page = html(client, comment.proposal)
    assert numbers(page) == [1]
    assert "En revisión" in page


def test_a_cursor_that_never_was_is_not_found_and_nonsense_is_the_first_page(client) -> None:
    proposal = CommentFactory().proposal
    address = proposal.get_absolute_url()
    assert client.get(f"{address}?desde=99").status_code == 404
    for nonsense in ("", "x", "-1", "²", "9" * 5000, "0", "1~", "1~x", "~1"):
        assert client.get(f"{address}?desde={nonsense}").status_code == 200


def test_the_first_page_fits_into_fifty_kilobytes(client) -> None:
    proposal = ProposalFactory()
    text = render("Una opinión con un poco de texto, como suelen ser. " * 8, limit=999)
    comments = CommentFactory.create_batch(
        26, proposal=proposal, body_html=text, author__display_name="María Fernanda R."
    )
    assert len(numbers(html(client, proposal))) == PAGE_SIZE
    assert len(html(client, proposal)) <= 50_000
    client.force_login(comments[0].author)
    assert len(html(client, proposal)) <= 50_000


def cost(client: Any, address: str) -> tuple[int, int]:
    """Return the page's bytes and queries."""
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address).content
    return len(page), len(queries)


def busy(proposal: Proposal, person: Any) -> None:
    """Give all that a page can say of a proposal's comments, to one who is looking."""
    comments = Comment.objects.filter(proposal=proposal)
    comments.update(useful_count=1_200, stance="against", edited_at=timezone.now())
    UsefulMark.objects.bulk_create(UsefulMark(comment=each, user=person) for each in comments)


@pytest.fixture
def crowded() -> Proposal:
    """Return a proposal with 5,633 comments, as deep and as long as those of decide-madrid."""
    proposal, chance = ProposalFactory(), random.Random(5)
    authors = ResidentFactory.create_batch(20)
    text = render("Una opinión con un poco de texto, como suelen ser. " * 6, limit=999)
    levels: dict[int, list[Comment]] = defaultdict(list)
    written: list[Comment] = []
    for number in range(1, 5_634):
        comment = Comment(
            proposal=proposal,
            author=chance.choice(authors),
            state=chance.choices([State.PUBLISHED, State.REMOVED], [99, 1])[0],
            body_html=text,
            published_at=timezone.now() - timedelta(days=1),
        )
        comment.place(number, chance.choice([None, *written[-8:]]))
        if comment.parent:
            comment.parent.replies_count += 1
        levels[comment.depth].append(comment)
        written.append(comment)
    for _depth, comments in sorted(levels.items()):
        Comment.objects.bulk_create(comments)
    proposal.comments_count = proposal.comments_serial = len(written)
    proposal.save()
    return proposal


@pytest.mark.parametrize("who", ["visitor", "resident"])
def test_a_page_of_5633_comments_is_small_and_costs_few_queries(client, crowded, who) -> None:
    resident = ResidentFactory()
    busy(crowded, resident)
    address = crowded.get_absolute_url()
    client.get(address)  # menus are remembered
    if who == "resident":
        client.force_login(resident)
    for query in ("?", "?postura=against", *(f"?orden={sort}" for sort in Sort.values)):
        for start in ("", "&desde=2800", "&desde=2800~1200"):
            size, queries = cost(client, f"{address}{query}{start}")
            assert (size <= 50_000, queries <= 15) == (True, True), (query, start, size, queries)


def test_the_thread_of_592_comments_from_madrid_fits_too(client, crowded_in_madrid) -> None:
    resident = ResidentFactory()
    busy(crowded_in_madrid, resident)
    address = crowded_in_madrid.get_absolute_url()
    client.get(address)  # menus are remembered
    client.force_login(resident)
    for query in ("", *(f"?orden={sort}" for sort in Sort.values)):
        size, queries = cost(client, f"{address}{query}")
        assert (size <= 50_000, queries <= 15) == (True, True), (query, size, queries)


@pytest.fixture
def crowded_in_madrid() -> Proposal:
    """Return the most discussed proposal of decide-madrid, signed and open."""
    files = (shared_data("decide-madrid", f"{name}.csv") for name in ("proposals", "comments"))
    call_command("import_proposals", *map(str, files), slug="madrid", verbosity=0)
    proposal = Proposal.objects.order_by("-comments_count")[0]
    proposal.consultation = ConsultationFactory()
    proposal.save()
    author = ResidentFactory(display_name="María Fernanda R.")
    Comment.objects.filter(proposal=proposal).update(author=author)
    return proposal
