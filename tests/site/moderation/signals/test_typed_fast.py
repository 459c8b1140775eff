"""Sent sooner than a person types it."""

from typing import Any

import pytest

from ciudad_global.moderation.signals import Arrival
from ciudad_global.moderation.signals.typed_fast import look, sentence
from tests.site.moderation.signals.posts import post

LONG = "Propongo que cada alcaldía tenga una ventanilla."


@pytest.mark.parametrize(
    ("text", "seconds", "facts"),
    [
        (LONG, 1.23, {"seconds": 1.2}),
        (LONG, 3, None),
        (LONG, None, None),
        ("De acuerdo.", 1, None),
    ],
)
def test_a_long_text_takes_longer(text: str, seconds: float | None, facts: Any) -> None:
    assert look(post(text, Arrival(seconds))) == facts


def test_the_sentence_says_how_long_it_took() -> None:
    assert sentence({"seconds": 1.2}) == "Se envió 1.2 segundos después de abrir el formulario."
