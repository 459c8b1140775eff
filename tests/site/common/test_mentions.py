"""Who is named with an @, and how that is shown."""

import pytest

from ciudad_global.common.html import render
from ciudad_global.common.mentions import find, fold
from tests.factories.hostile import HOSTILE

NAMES = {fold(name) for name in ("María", "María Fernanda R.", "José", "Persona 1", HOSTILE)}


def names(text: str) -> list[str]:
    return [mention.name for mention in find(text, NAMES)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@María, gracias", ["maria"]),
        ("gracias @MARIA.", ["maria"]),
        ("@mari\u0301a", ["maria"]),
        ("¿@José? (@maria)\n- @Persona 1", ["jose", "maria", "persona 1"]),
        ("@maria @maria", ["maria", "maria"]),
    ],
)
def test_accents_and_capitals_do_not_matter(text, found) -> None:
    assert names(text) == found


def test_the_longest_name_wins() -> None:
    assert names("@María Fernanda R. y @María Fernanda") == ["maria fernanda r.", "maria"]


@pytest.mark.parametrize(
    "text",
    [
        "María",
        "@",
        "@@",
        "@ María",
        "@Mariana",
        "@María_2",
        "@Persona 12",
        "ana@maria.mx",
        "https://ejemplo.mx/@maria",
        "",
    ],
)
def test_what_only_looks_like_a_mention_is_none(text) -> None:
    assert names(text) == []


def test_a_place_is_told_in_the_text_as_it_was_written() -> None:
    text = "ﷺ hola @Jose\u0301!"
    (mention,) = find(text, NAMES)
    assert text[mention.start : mention.end] == "@Jose\u0301"


def test_without_names_nobody_is_found() -> None:
    assert list(find("@María", set())) == list(find("@", {""})) == []


def test_who_is_named_stands_in_bold() -> None:
    html = render("Sí, @maria: *@José* y @Ana", limit=99, names=NAMES)
    assert html == ("<p>Sí, <strong>@maria</strong>: <em><strong>@José</strong></em> y @Ana</p>\n")


def test_links_stay_as_they_are() -> None:
    html = render("[@María](https://ejemplo.mx) y https://ejemplo.mx/ @José", limit=99, names=NAMES)
    assert ">@María</a>" in html
    assert html.count("<strong>") == 1


def test_a_hostile_name_is_only_ever_shown() -> None:
    html = render(f"@{HOSTILE} @María", limit=999, names=NAMES)
    assert "<script" not in html
    assert "<b onmouseover" not in html
    assert "<strong>@María</strong>" in html
