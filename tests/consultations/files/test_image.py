"""What is made of images, the hostile ones too."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from consultations import files
from consultations.files import SMALL, Remade, Unusable, Why
from tests.factories.files import document, picture


def made(data: bytes) -> Remade:
    return files.remake("image", data)


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def chunks(webp: bytes) -> set[bytes]:
    """Return the names of the parts that a WebP file is made of."""
    names, at = set(), 12
    while at < len(webp):
        names.add(webp[at : at + 4])
        at += 8 + int.from_bytes(webp[at + 4 : at + 8], "little") // 2 * 2
    return names


def png(width: int, height: int) -> bytes:
    """Return the start of a PNG that says it is this large, with nothing to show for it."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0"))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_it_works(form: str) -> None:
    remade = made(picture((3200, 1000), form))
    image = opened(remade.content)
    assert (image.format, image.mode) == ("WEBP", "RGB")
    assert image.size == (remade.width, remade.height) == (1600, 500)
    assert opened(remade.small).size == (SMALL, 200)


def test_a_small_image_stays_as_large_as_it_is() -> None:
    remade = made(picture((60, 40)))
    assert (remade.width, remade.height) == opened(remade.small).size == (60, 40)


def test_a_photo_stands_upright_and_says_neither_where_nor_with_what() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned to the right
    exif[0x0110] = "Cámara de Ana"
    exif.get_ifd(0x8825)[1] = "N"
    profile = b"no profile at all"
    sent = picture(
        (60, 40), exif=exif, icc_profile=profile, comment=b"secreto", xmp=b"<x:xmpmeta/>"
    )
    remade = made(sent)
    assert opened(remade.content).size == (remade.width, remade.height) == (40, 60)
    for webp in (remade.content, remade.small):
        assert chunks(webp) <= {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}
        assert not opened(webp).getexif()


def test_transparency_stays() -> None:
    image = opened(made(picture(mode="RGBA", form="PNG", colour="#ff000064")).content)
    assert image.mode == "RGBA"
    assert image.getpixel((0, 0))[3] == 100


@pytest.mark.parametrize(
    ("mode", "form", "colour", "grey"),
    [("L", "PNG", 100, 100), ("1", "PNG", 1, 255), ("I;16", "PNG", 25_600, 100)],
)
def test_grey_stays_grey(mode: str, form: str, colour: int, grey: int) -> None:
    image = opened(made(picture(mode=mode, form=form, colour=colour)).content)
    assert image.getpixel((5, 5)) == pytest.approx((grey,) * 3, abs=3)


def test_colours_for_print_become_colours_for_screens() -> None:
    image = opened(made(picture(mode="CMYK", colour=(0, 255, 255, 0))).content)
    red, green, blue = image.getpixel((5, 5))
    assert red > 200
    assert max(green, blue) < 80


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_of_an_animated_image_the_first_frame_stays(form: str) -> None:
    more = [Image.new("RGB", (60, 40), "blue")]
    remade = made(picture(form=form, save_all=True, append_images=more, duration=100))
    image = opened(remade.content)
    assert getattr(image, "n_frames", 1) == 1
    assert image.getpixel((5, 5))[0] > 200


def test_what_hides_behind_an_image_does_not_come_along() -> None:
    hidden = b"<script>alert(1)</script>" + document()
    remade = made(picture() + hidden)
    assert b"script" not in remade.content + remade.small
    assert b"%PDF" not in remade.content + remade.small


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><script>alert(1)</script></html>",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"GIF89a<script>alert(1)</script>",
        document(),
        picture(form="BMP"),
        picture(form="TIFF"),
        picture()[:4] + b"\0" * 500,
    ],
    ids=["nothing", "html", "svg", "html_as_gif", "pdf", "bmp", "tiff", "zeros"],
)
def test_what_is_no_image_is_refused_whatever_it_is_called(data: bytes) -> None:
    with pytest.raises(Unusable) as refusal:
        made(data)
    assert refusal.value.why in (Why.NOT_AN_IMAGE, Why.BROKEN)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_half_an_image_is_refused(form: str) -> None:
    out = BytesIO()
    Image.effect_noise((300, 300), 90).convert("RGB").save(out, form)
    with pytest.raises(Unusable) as refusal:
        made(out.getvalue()[: len(out.getvalue()) // 2])
    assert refusal.value.why == Why.BROKEN


@pytest.mark.parametrize("size", [(10_000, 8_000), (60_000, 60_000), (2**31 - 1, 2**31 - 1)])
def test_an_image_that_would_fill_the_memory_is_refused_unopened(size: tuple[int, int]) -> None:
    with pytest.raises(Unusable) as refusal:
        made(png(*size))
    assert refusal.value.why == Why.TOO_MANY_PIXELS


def test_a_photo_in_the_format_of_some_telephones_is_named() -> None:
    with pytest.raises(Unusable) as refusal:
        made(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100)
    assert refusal.value.why == Why.HEIC


@pytest.mark.parametrize(("name", "value"), [("PATIENCE", 0.001), ("sys.executable", "false")])
def test_a_process_that_sleeps_or_dies_takes_nothing_with_it(
    monkeypatch, caplog, name: str, value: object
) -> None:
    monkeypatch.setattr(f"consultations.files.{name}", value)
    with pytest.raises(Unusable) as refusal:
        made(picture())
    assert refusal.value.why == Why.BROKEN
    assert "could not be opened" in caplog.text
