"""Almost the same words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciudad_global.moderation.signals import Post
from ciudad_global.moderation.signals.near_duplicate import alike, look, sentence, triples
from ciudad_global.moderation.states import State
from tests.factories import CommentFactory, ProposalFactory, ResidentFactory

TEXT = (
    "Propongo que la ciudad firme un acuerdo con Bogotá para compartir lo aprendido sobre "
    "ciclovías y que cada año se publique qué cambió en las calles."
)


@pytest.mark.django_db
class TestLook:
    def test_others_that_say_the_same_are_counted(self) -> None:
        CommentFactory(body=TEXT.upper())
        CommentFactory(body=TEXT.replace("Bogotá", "Medellín"))
        CommentFactory(
            body="Propongo otra cosa, que no tiene nada que ver con lo de las ciclovías."
        )
        assert look(Post(CommentFactory(body=TEXT))) == {"texts": 2}

    def test_ones_own_words_are_ones_own(self) -> None:
        dora = ResidentFactory()
        CommentFactory(body=TEXT, author=dora)
        assert look(Post(CommentFactory(body=TEXT, author=dora))) is None

    def test_short_ones_agree_by_chance(self) -> None:
        CommentFactory(body="Estoy totalmente de acuerdo con esta propuesta.")
        assert (
            look(Post(CommentFactory(body="Estoy totalmente de acuerdo con esta propuesta.")))
            is None
        )

    @pytest.mark.parametrize("state", [State.DRAFT, State.WITHDRAWN])
    def test_what_nobody_sent_is_not_compared(self, state: State) -> None:
        ProposalFactory(body=TEXT, title="Uno", summary="", state=state)
        assert look(Post(ProposalFactory(body=TEXT, title="Uno", summary=""))) is None

    def test_it_takes_one_query(self, django_assert_num_queries: Any) -> None:
        for _more in range(3):
            content = CommentFactory(body=TEXT)
            with django_assert_num_queries(1):
                look(Post(content))


@given(st.text(), st.text())
def test_it_is_the_same_from_both_sides(one: str, other: str) -> None:
    there, back = alike(triples(one), triples(other)), alike(triples(other), triples(one))
    assert there == back
    assert 0 <= there <= 1


@given(st.text())
def test_case_and_accents_make_no_difference(text: str) -> None:
    assert triples("Día de año " + text.lower()) == triples("DIA DE ANO " + text.lower())


def test_the_sentence_counts() -> None:
    assert sentence({"texts": 1}) == "Es casi igual a un texto de otra persona."
    assert sentence({"texts": 3}) == "Es casi igual a 3 textos de otras personas."
