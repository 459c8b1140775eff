"""The minutes of a session as pages show them."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.db.models import Count, Prefetch, QuerySet

from ciudad_global.common import keyset
from dialogues.models import Edition, Minutes, Statement, Tag

PAGE_SIZE = 30
YOUTUBE = ("youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be")
VIMEO = ("vimeo.com", "www.vimeo.com", "player.vimeo.com")


@dataclass(frozen=True, slots=True)
class Shown:
    """Published minutes: what was agreed, one page of what was said, the tags to choose from."""

    minutes: Minutes
    agreements: list[Statement]
    statements: list[Statement]
    tags: list[Any]  # each a Tag with `n`, how many statements bear it
    tag: Tag | None  # the chosen one
    corrections: list[Edition]  # the editions after the first one, the newest first
    earlier: str
    later: str


def published(
    minutes: Minutes,
    *,
    recording: str,
    was_corrected: bool,
    tag: str = "",
    after: str = "",
    before: str = "",
) -> Shown:
    """Return what everybody reads of final minutes (six queries, one more if `was_corrected`)."""
    said = minutes.statements.all().exclude(kind=Statement.Kind.AGREEMENT)
    tags = list(
        Tag.objects.filter(statements__in=said).annotate(n=Count("statements")).order_by("slug")
    )
    chosen = next((each for each in tags if each.slug == tag), None)
    if chosen:
        said = said.filter(tags=chosen)
    rows = keyset.page(
        said.prefetch_related("tags"), by="sort_order", size=PAGE_SIZE, after=after, before=before
    )
    agreed = list(with_commitments(minutes.statements.all()))
    for statement in (*agreed, *rows.rows):
        statement.recording_url = at_second(recording, statement.seconds)
    return Shown(
        minutes=minutes,
        agreements=agreed,
        statements=rows.rows,
        tags=tags,
        tag=chosen,
        corrections=list(minutes.editions.filter(number__gt=1).order_by("-number"))
        if was_corrected
        else [],
        earlier=rows.earlier,
        later=rows.later,
    )


def with_commitments(
    statements: "QuerySet[Statement]", *, drafts: bool = False
) -> "QuerySet[Statement]":
    """Return the agreements among these in order, each with `promises`: what came of it."""
    model: Any = Statement._meta.get_field("commitments").related_model
    promises = model.objects.all() if drafts else model.objects.published()
    if not drafts:
        promises = promises.exclude(consultation__state="draft")
    return (
        statements.filter(kind=Statement.Kind.AGREEMENT)
        .prefetch_related(
            "tags", Prefetch("commitments", promises.order_by("pk"), to_attr="promises")
        )
        .order_by("sort_order")
    )


def at_second(url: str, seconds: int | None) -> str:
    """Return the address that plays a recording from this second; "" where either is missing."""
    if not url or seconds is None:
        return ""
    parts = urlsplit(url)
    if parts.hostname in YOUTUBE:
        query = [pair for pair in parse_qsl(parts.query) if pair[0] != "t"]
        return urlunsplit(parts._replace(query=urlencode([*query, ("t", f"{seconds}s")])))
    mark = f"t={seconds}s" if parts.hostname in VIMEO else f"t={seconds}"
    return urlunsplit(parts._replace(fragment=mark))
