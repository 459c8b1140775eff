"""The same link in texts of several new accounts."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from ciudad_global.common.html import render
from ciudad_global.moderation.signals.link_spam import NEW, links, look, sentence
from ciudad_global.moderation.states import State
from tests.factories import CommentFactory, ProposalFactory, ResidentFactory
from tests.site.moderation.signals.posts import post

SHOP = "Compren en https://tienda.example.net/rebajas"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mira https://www.Tienda.example.net/a?b=1 y tienda.example.net", {"tienda.example.net"}),
        ("https://www.youtube.com/watch?v=abc&t=1", {"youtube.com/watch?v=abc&t=1"}),
        ("https://es.wikipedia.org/wiki/Metro", {"es.wikipedia.org/wiki/Metro"}),
        ("https://www.cdmx.gob.mx y https://sdgs.un.org/goals", set()),
        ("correo@tienda.example.net", set()),
        ("Nada.", set()),
    ],
)
def test_links_are_told_by_host_or_by_page(text: str, found: set[str]) -> None:
    assert links(render(text, limit=1_000)) == found


@given(st.text())
def test_no_address_breaks_it(text: str) -> None:
    links(f'<a href="https://{text}">')
    links(text)


@pytest.mark.django_db
class TestLook:
    def test_the_third_new_account_is_noticed(self) -> None:
        assert look(post(SHOP, author=ResidentFactory())) is None
        CommentFactory(body=SHOP)
        assert look(post(SHOP, author=ResidentFactory())) is None
        ProposalFactory(body=f"También en http://tienda.example.net. {SHOP}")
        assert look(post(SHOP, author=ResidentFactory())) == {
            "link": "tienda.example.net",
            "accounts": 3,
        }

    def test_one_person_who_repeats_it_is_one(self) -> None:
        dora = ResidentFactory()
        CommentFactory.create_batch(3, body=SHOP, author=dora)
        assert look(post(SHOP, author=dora)) is None

    def test_an_account_that_has_been_here_for_long_is_trusted(self) -> None:
        CommentFactory.create_batch(2, body=SHOP)
        before = timezone.now() - NEW - timedelta(minutes=1)
        assert look(post(SHOP, author=ResidentFactory(date_joined=before))) is None
        CommentFactory(body=SHOP, author__date_joined=before)
        assert look(post(SHOP, author=ResidentFactory())) == {
            "link": "tienda.example.net",
            "accounts": 3,
        }

    def test_what_is_long_ago_or_a_draft_does_not_count(self) -> None:
        CommentFactory(body=SHOP)
        CommentFactory(body=SHOP, created_at=timezone.now() - NEW)
        ProposalFactory(body=SHOP, state=State.DRAFT)
        assert look(post(SHOP, author=ResidentFactory())) is None

    def test_what_was_taken_down_counts(self) -> None:
        CommentFactory.create_batch(2, body=SHOP, state=State.REMOVED)
        assert look(post(SHOP, author=ResidentFactory())) is not None

    def test_a_host_that_only_contains_the_name_is_another(self) -> None:
        CommentFactory.create_batch(2, body="https://mitienda.example.net y tienda.example.net.mx")
        assert look(post(SHOP, author=ResidentFactory())) is None

    def test_without_a_link_it_asks_nobody(self, django_assert_num_queries: Any) -> None:
        dora = ResidentFactory()
        with django_assert_num_queries(0):
            look(post("Nada.", author=dora))

    def test_what_nobody_signs_is_not_looked_at(self) -> None:
        assert look(post(SHOP, author=None)) is None


def test_the_sentence_says_which_link() -> None:
    assert sentence({"link": "tienda.example.net", "accounts": 3}) == (
        "3 cuentas nuevas publicaron el mismo enlace (tienda.example.net)."
    )
