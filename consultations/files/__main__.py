"""The process that opens one file: `python -m consultations.files image < sent > remade`.

Writes a line of JSON (`why`, or `length`, `width` and `height`), the file, and the smaller one.
"""

import json
import resource
import sys
from contextlib import suppress

from consultations.files import Remade, Unusable

LIMITS = {
    resource.RLIMIT_AS: 1024**3,  # bytes of memory
    resource.RLIMIT_CPU: 20,  # seconds
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
}


def remake(kind: str, data: bytes) -> Remade:
    """Return the file made anew. Each library is only loaded where it is needed."""
    if kind == "image":
        from consultations.files import image

        return image.remake(data)
    from consultations.files import document

    return document.remake(data)


def main(kind: str) -> None:
    for limit, value in LIMITS.items():
        with suppress(ValueError, OSError):  # macOS knows no limit of memory
            resource.setrlimit(limit, (value, value))
    head: dict[str, str | int | None]
    try:
        made = remake(kind, sys.stdin.buffer.read())
    except Unusable as unusable:
        head, made = {"why": unusable.why.value}, Remade(b"")
    else:
        head = {"length": len(made.content), "width": made.width, "height": made.height}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + made.content + made.small)


if __name__ == "__main__":
    main(sys.argv[1])
