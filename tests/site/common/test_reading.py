"""How easily a text is read: known words, known texts."""

import pytest

from ciudad_global.common.reading import (
    FEWEST_WORDS,
    english_syllables,
    read,
    sentences,
    spanish_syllables,
)

SPANISH = {
    "y": 1, "que": 1, "quien": 1, "muy": 1, "rey": 1, "yo": 1, "buey": 1, "agua": 2, "ciudad": 2,
    "guía": 2, "país": 2, "leer": 2, "oír": 2, "río": 2, "búho": 2, "prohibir": 2, "ayer": 2,
    "construir": 2, "limpiáis": 2, "ahora": 3, "héroe": 3, "pingüino": 3, "aéreo": 4,
    "alcaldía": 4, "murciélago": 4, "caleidoscopio": 5, "participación": 5, "cooperación": 5,
    "CDMX": 1,
}  # fmt: skip
ENGLISH = {
    "the": 1, "make": 1, "whole": 1, "rule": 1, "notes": 1, "helped": 1, "street": 1, "trees": 1,
    "safe": 1, "water": 2, "city": 2, "people": 2, "voted": 2, "table": 2, "apple": 2, "places": 2,
    "wanted": 2, "nation": 2, "question": 2, "answers": 2, "proposal": 3, "radio": 3,
    "agreement": 3, "policies": 3, "neighbourhood": 3, "consultation": 4, "responsible": 4,
}  # fmt: skip


@pytest.mark.parametrize(("word", "number"), SPANISH.items())
def test_syllables_of_known_spanish_words(word: str, number: int) -> None:
    assert spanish_syllables(word) == number


@pytest.mark.parametrize(("word", "number"), ENGLISH.items())
def test_syllables_of_english_words_are_about_right(word: str, number: int) -> None:
    assert english_syllables(word) == number


def test_sentences_end_at_signs_and_paragraphs() -> None:
    text = "Uno. ¿Dos? «Tres.» Cuesta 2.5 pesos, dijo la Sra. Paz en la Av. Juárez.\nLista\notra"
    assert sentences(text) == [
        "Uno.", "¿Dos?", "«Tres.",
        "Cuesta 2.5 pesos, dijo la Sra. Paz en la Av. Juárez.", "Lista", "otra",
    ]  # fmt: skip


def test_the_formula_for_spanish_by_hand() -> None:
    # Five words and nine syllables a sentence: 206.84 - 60 * 9/5 - 1.02 * 5 = 93.74
    found = read("La gente bebe agua limpia. " * 10, "es")
    assert (found.words, found.ease, str(found.band), found.is_hard) == (50, 94, "muy fácil", False)


def test_the_formula_for_english_by_hand() -> None:
    # Five words and five syllables a sentence: 206.835 - 84.6 - 1.015 * 5 = 117.16, at most 100
    assert read("The cat sat on it. " * 10, "en").ease == 100
    # Five words and nine syllables: 206.835 - 84.6 * 9/5 - 5.075 = 49.48
    found = read("People water city table trees. " * 10, "en")
    assert (found.ease, str(found.band), found.is_hard) == (49, "muy difícil", True)


def test_offices_speech_is_hard() -> None:
    text = (
        "La implementación interinstitucional de mecanismos participativos contemplará "
        "procedimientos administrativos correspondientes, garantizando la sistematización "
        "metodológica de contribuciones ciudadanas territorialmente diferenciadas. "
    )
    found = read(text * 4, "es")
    assert (found.ease, str(found.band), found.is_hard) == (0, "muy difícil", True)


def test_a_short_text_has_no_score() -> None:
    found = read("agua " * (FEWEST_WORDS - 1), "es")
    assert (found.ease, found.band, found.is_hard) == (None, "", False)


def test_sentences_of_more_than_thirty_words_are_named() -> None:
    long = "agua " * 31
    assert read(f"Corta.\n{long}\n{'agua ' * 30}", "es").long_sentences == [long.strip()]
    assert read("", "es").words == 0
