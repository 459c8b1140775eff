"""Pictures of titles: whatever the title, they come out whole."""

from io import BytesIO

import pytest
from PIL import Image

from ciudad_global.common.share_picture import SIZE, _drawable, _fitted, digest, draw
from tests.factories.hostile import HOSTILE


@pytest.mark.parametrize(
    "title",
    ["Agua", HOSTILE, "", "x" * 5000, "palabra " * 600, "漢字 😀", "a\x00b\u202ec\n\n" * 9],
)
def test_any_title_gives_a_picture_of_the_right_size(title: str) -> None:
    drawn = draw(title, "cielo", "Diálogos")
    with Image.open(BytesIO(drawn)) as image:
        assert (image.format, image.size) == ("PNG", SIZE)
    assert len(drawn) < 100_000


def test_a_short_title_stands_large_and_a_long_one_wraps_until_it_fits() -> None:
    lines, font = _fitted("Agua para todas")
    assert (lines, font.size) == (["Agua para todas"], 104)
    lines, smaller = _fitted(
        "Calor, lluvia y falta de agua: ¿qué hacemos primero y con quién? " * 2
    )
    assert 2 < len(lines) <= 5
    assert smaller.size < font.size
    lines, _font = _fitted("palabra " * 200)
    assert lines[-1].endswith("…")


def test_signs_that_the_typeface_lacks_are_left_out() -> None:
    assert _drawable("¿Qué hacemos\n con el 漢字 agua? 😀") == "¿Qué hacemos con el  agua? "
    assert _drawable("a\u202eb\x00c") == "abc"


def test_each_title_has_a_seal_of_its_own() -> None:
    assert digest("Agua") == digest("Agua") != digest("Sol")
