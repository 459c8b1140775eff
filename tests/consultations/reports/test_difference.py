"""The difference between two texts: whole, readable, and quick whatever the texts hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.reports import difference as module
from consultations.reports.difference import Piece, difference

words = st.lists(st.sampled_from(["sombra", "paradas ", "\n", " ", "de", "ñu\n\n"]), max_size=40)


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "", []),
        ("igual", "igual", [("", "igual")]),
        ("", "nuevo", [("added", "nuevo")]),
        ("viejo", "", [("removed", "viejo")]),
        (
            "Más sombra en las paradas",
            "Más árboles en las paradas",
            [("", "Más"), ("removed", " sombra"), ("added", " árboles"), ("", " en las paradas")],
        ),
        (
            "Uno dos\nTres",
            "Uno dos más\nTres",
            [("", "Uno dos"), ("added", " más"), ("", "\nTres")],
        ),
    ],
)
def test_it_works(before: str, after: str, pieces: list[tuple[str, str]]) -> None:
    assert difference(before, after) == [Piece(*piece) for piece in pieces]


@given(words, words)
def test_both_texts_can_be_read_out_of_it(old: list[str], new: list[str]) -> None:
    before, after = "".join(old), "".join(new)
    pieces = difference(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after
    assert all(piece.text for piece in pieces)


def test_with_too_many_words_lines_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_PAIRS", 4)
    assert difference("a b c\nd e f\n", "a x y\nd e z\n") == [
        Piece("removed", "a b c\nd e f\n"),
        Piece("added", "a x y\nd e z\n"),
    ]
    assert difference("a b c\nigual\n", "x y z\nigual\n") == [
        Piece("removed", "a b c\n"),
        Piece("added", "x y z\n"),
        Piece("", "igual\n"),
    ]


def test_with_too_many_lines_the_texts_stand_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_PAIRS", 0)
    assert difference("a\nb", "c\nd") == [Piece("removed", "a\nb"), Piece("added", "c\nd")]


def test_a_text_made_to_be_slow_is_compared_coarsely() -> None:
    letters = [chr(0x4E00 + i % 100) for i in range(4_000)]
    swapped = [letters[i ^ 1] for i in range(4_000)]
    assert len(difference(" ".join(letters), " ".join(swapped))) == 2
