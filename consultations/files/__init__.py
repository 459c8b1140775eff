"""Files that people send, made anew. Knows no Django and nothing of ours.

What somebody sends may be made to break the program that opens it, so it is opened in a process of
its own (`__main__.py`) with little memory, little time and nothing to write to. Only what that
process drew or wrote itself comes back; the bytes that were sent are never kept.
"""

import json
import logging
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

logger = logging.getLogger(__name__)

ROOT = Path(__file__).parents[2]
PATIENCE = 30  # seconds, of a machine that has much else to do
SMALL = 640  # pixels: how wide the smaller copy of an image is, if the image is not narrower


class Why(StrEnum):
    """What is wrong with a file."""

    NOT_AN_IMAGE = "not_an_image"
    NOT_A_DOCUMENT = "not_a_document"
    HEIC = "heic"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_MANY_PAGES = "too_many_pages"
    LOCKED = "locked"
    DYNAMIC = "dynamic"
    BROKEN = "broken"


class Unusable(Exception):
    """Raised when nothing can be made of a file."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Remade:
    """What is kept of a file. Of an image: a smaller one for pages, and the size in pixels."""

    content: bytes
    small: bytes = b""
    width: int | None = None
    height: int | None = None


def remake(kind: str, data: bytes) -> Remade:
    """Return an "image" as WebP or a "document" as PDF, made anew. Raises Unusable."""
    command = [sys.executable, "-m", "consultations.files", kind]
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            command, input=data, capture_output=True, cwd=ROOT, env={}, timeout=PATIENCE
        )
        done.check_returncode()
    except subprocess.SubprocessError as error:
        # Too much memory, too much time, a crash: whatever it is, it stayed over there.
        said = (error.stderr or b"").decode(errors="replace")[-1000:]  # type: ignore[attr-defined]
        logger.warning("A %s of %d bytes could not be opened: %s\n%s", kind, len(data), error, said)
        raise Unusable(Why.BROKEN) from None
    head, _, parts = done.stdout.partition(b"\n")
    facts = json.loads(head)
    if why := facts.get("why"):
        raise Unusable(Why(why))
    cut = facts["length"]
    return Remade(parts[:cut], parts[cut:], facts["width"], facts["height"])
