"""Images: looked at by content, never by name, and drawn anew without anything but the picture.

Changes Pillow's limits for the whole process: only the process of `__main__.py` imports this.
"""

import warnings
from contextlib import suppress
from io import BytesIO

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from consultations.files import SMALL, Remade, Unusable, Why

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
# What telephones call 64 megapixels, and a little more.
PIXELS_LIMIT = 70_000_000
LONGEST = 1600
QUALITY = 80
# ISO base media files say their kind at the start; these are what telephones call HEIC.
HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")

Image.MAX_IMAGE_PIXELS = PIXELS_LIMIT
warnings.simplefilter("error", Image.DecompressionBombWarning)


def remake(data: bytes) -> Remade:
    """Return the image as WebP (the first frame of an animated one), upright and in sRGB."""
    if data[4:8] == b"ftyp" and data[8:12] in HEIC:
        raise Unusable(Why.HEIC)
    try:
        picture = _upright(Image.open(BytesIO(data), formats=FORMATS))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unusable(Why.TOO_MANY_PIXELS) from None
    except UnidentifiedImageError:
        raise Unusable(Why.NOT_AN_IMAGE) from None
    except (OSError, SyntaxError, ValueError):
        raise Unusable(Why.BROKEN) from None
    # Where and when it was taken, with what, the profile, comments: nothing goes with it.
    picture.info.clear()
    width, height = picture.size
    content = _webp(picture)
    picture.thumbnail((SMALL, LONGEST))
    return Remade(content, _webp(picture), width, height)


def _upright(image: Image.Image) -> Image.Image:
    """Return the picture small enough, turned as its camera was held, in sRGB."""
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256).convert("L")
    elif image.mode not in ("RGB", "RGBA", "L", "CMYK"):
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail((LONGEST, LONGEST))  # first, and a JPEG is never unpacked whole
    with suppress(Exception):  # whatever else a camera wrote there
        image = ImageOps.exif_transpose(image)
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile := image.info.get("icc_profile"):
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            ours = ImageCms.createProfile("sRGB")
            theirs = ImageCms.ImageCmsProfile(BytesIO(profile))
            image = ImageCms.profileToProfile(image, theirs, ours, outputMode=mode) or image
    return image.convert(mode)


def _webp(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "WEBP", quality=QUALITY)
    return out.getvalue()
