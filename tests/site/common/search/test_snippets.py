"""The found words are marked, wherever they stand and however they are written."""

import pytest

from ciudad_global.common.search.snippets import LENGTH, Part, marked, snippet
from ciudad_global.common.search.words import read
from tests.factories.hostile import HOSTILE


def found(parts: list[Part]) -> list[str]:
    return [part.text for part in parts if part.found]


def whole(parts: list[Part]) -> str:
    return "".join(part.text for part in parts)


@pytest.mark.parametrize(
    ("text", "looked_for", "words"),
    [
        ("La Participación de niñas", "participacion ninas", ["Participación", "niñas"]),
        ("Participacio\u0301n", "participaciones", ["Participación"]),
        ("AÑO y ano", "año", ["AÑO", "ano"]),
        ("Arte, arterias y parte", "arte", ["Arte", "arterias"]),
        ("La luz y las luces; la luzerna", "luz", ["luz", "luces"]),
        ("agua_agua", "agua", ["agua", "agua"]),
        ("Nada de eso", "ciudad", []),
        ("Nada de eso", "¿?", []),
        ("", "ciudad", []),
    ],
)
def test_words_are_found_as_the_index_finds_them(
    text: str, looked_for: str, words: list[str]
) -> None:
    assert found(marked(text, read(looked_for))) == words


def test_no_letter_is_lost() -> None:
    text = f"İstanbul ﬁesta Straße {HOSTILE} año 🌳 niño"
    assert whole(marked(text, read("nino straße b"))) == text


def test_a_long_text_is_shown_around_the_first_word() -> None:
    text = "palabra " * 200 + "ciclovía " + "palabra " * 200
    parts = snippet(text, read("ciclovias"))
    assert found(parts) == ["ciclovía"]
    assert whole(parts).startswith("…palabra ")
    assert whole(parts).endswith("palabra…")
    assert LENGTH / 2 < len(whole(parts)) <= LENGTH + 2


def test_a_short_text_is_shown_whole_and_without_the_signs_of_markdown() -> None:
    text = "Con **árboles**,\n\n- *sombra*\n- [agua](https://example.org/x) y 2 * 3 = 6"
    parts = snippet(text, read("arbol sombras"))
    assert whole(parts) == "Con árboles, sombra agua y 2 * 3 = 6"
    assert found(parts) == ["árboles", "sombra"]


def test_text_without_spaces_is_cut() -> None:
    parts = snippet("a" * 5_000, read("b"))
    assert whole(parts) == "a" * LENGTH + "…"
