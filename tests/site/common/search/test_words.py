"""What people type, as words for the indexes."""

import pytest

from ciudad_global.common.search.words import ENYE, fold, is_beginning, read


def finds(text: str, word: str) -> bool:
    """Return whether the text, as somebody types it, finds this word."""
    here = fold(word)
    (looked_for,) = read(text)
    return any(
        here.startswith(form) if is_beginning(form) else here == form for form in looked_for.forms
    )


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("participacion", "participación"),
        ("participaciones", "participación"),
        ("participación", "participaciones"),
        ("participar", "participación"),
        ("votación", "votar"),
        ("árboles", "árbol"),
        ("arbol", "árboles"),
        ("ciudades", "ciudad"),
        ("verdes", "verde"),
        ("luz", "luces"),
        ("luces", "luz"),
        ("voces", "voz"),
        ("red", "redes"),
        ("redes", "red"),
        ("leyes", "ley"),
        ("año", "años"),
        ("años", "año"),
        ("dia", "días"),
        ("ninas", "niñas"),
        ("espan", "España"),
        ("ensenanza", "enseñanza"),
        ("nandu", "ñandú"),
        ("AÑO", "an\u0303o"),
        ("Straße", "strasse"),
    ],
)
def test_forms_of_a_word_find_each_other(text: str, word: str) -> None:
    assert finds(text, word)


@pytest.mark.parametrize(
    ("text", "word"),
    [("mes", "me"), ("sol", "solo"), ("pan", "paño"), ("calle", "cal"), ("internet", "interñet")],
)
def test_other_words_do_not(text: str, word: str) -> None:
    assert not finds(text, word)


@pytest.mark.parametrize(("text", "typed"), [("Ano", "ano"), ("AÑO", f"a{ENYE}o")])
def test_a_word_stays_as_it_was_typed(text: str, typed: str) -> None:
    (word,) = read(text)
    assert (word.typed, word.forms[0]) == (typed, typed)


def test_common_words_count_only_alone() -> None:
    assert [word.typed for word in read("el agua de la ciudad")] == ["agua", "ciudad"]
    assert [word.typed for word in read("de la")] == ["de", "la"]


def test_a_word_that_comes_twice_is_one() -> None:
    assert [word.typed for word in read("casa, casas y CASA")] == ["casa"]


def test_signs_part_words() -> None:
    assert [word.typed for word in read("agua/energía: socio-ambiental_x\0y")] == [
        "agua",
        "energia",
        "socio",
        "ambiental",
        "x",
    ]


def test_much_text_is_few_words_of_few_forms() -> None:
    words = read(" ".join(f"ninonanina{n}" for n in range(2_000)) + "a" * 5_000)
    assert len(words) == 12
    assert max(len(word.forms) for word in words) <= 8
    assert max(len(word.typed) for word in read("a" * 900)) == 40
