"""Texts to look at."""

from typing import Any

from ciudad_global.common.html import render
from ciudad_global.moderation.signals import UNKNOWN, Arrival, Post
from consultations.models import Comment


def post(body: str, arrival: Arrival = UNKNOWN, **fields: Any) -> Post:
    """Return a comment that nobody has saved."""
    html = render(body, limit=8_000)
    return Post(Comment(body=body, body_html=html, **fields), arrival)
