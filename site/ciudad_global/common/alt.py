"""Pictures that a page shows to whoever sees them only."""

from typing import Any

from wagtail.blocks import StreamValue


def without_alt(stream: StreamValue) -> int:
    """Return how many pictures of a body have no alternative text and are no decoration either."""
    return sum(_missing(block) for block in stream.raw_data)


def _missing(value: Any) -> int:
    if isinstance(value, list):
        return sum(map(_missing, value))
    if not isinstance(value, dict):
        return 0
    # What ImageBlock writes, however deep it lies.
    if {"image", "alt_text", "decorative"} <= value.keys():
        return int(bool(value["image"]) and not value["decorative"] and not value["alt_text"])
    return sum(map(_missing, value.values()))
