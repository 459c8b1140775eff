"""Shouting."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciudad_global.moderation.signals.shouting import LETTERS, look, sentence
from tests.site.moderation.signals.posts import post


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("ESTO ES UNA VERGÜENZA PARA TODA LA CIUDAD, YA BASTA", {"per_cent": 100}),
        ("ESTO ES UNA VERGÜENZA PARA TODA LA CIUDAD, de verdad", {"per_cent": 80}),
        ("Esto es una VERGÜENZA para toda la ciudad, de verdad", None),
        ("¡BASTA YA!", None),
        ("ONU, UNESCO, CGLU, C40, CDMX y ODS", None),
        ("優步的出現因服務內容明確" * 10, None),
        ("", None),
    ],
)
def test_mostly_capitals_are_noticed(text: str, facts: Any) -> None:
    assert look(post(text)) == facts


def test_the_sentence_says_how_much() -> None:
    assert sentence({"per_cent": 93}) == "Está casi todo en mayúsculas (93 %)."


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    facts = look(post(text))
    assert facts is None or 70 <= facts["per_cent"] <= 100


@given(st.text(alphabet="abcdé ", min_size=LETTERS))
def test_small_letters_never_shout(text: str) -> None:
    assert look(post(text)) is None
