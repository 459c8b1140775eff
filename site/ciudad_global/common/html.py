"""The one place where HTML is made from what people write."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import Any

import bleach
import nh3
from bleach.linkifier import LinkifyFilter
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from ciudad_global.common import mentions

TAGS = frozenset({"p", "br", "ul", "ol", "li", "strong", "em", "a"})
PROTOCOLS = frozenset({"http", "https", "mailto"})
_REL = "nofollow ugc noopener"


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    # Paragraphs, lists, bold, italic, links, and nothing else: no HTML, images or headings.
    return MarkdownIt("zero", {"breaks": True, "html": False}).enable(
        ["emphasis", "link", "list", "newline", "escape", "entity"]
    )


def _nofollow(attrs: dict[Any, str], new: bool = False) -> dict[Any, str] | None:
    attrs[(None, "rel")] = _REL
    return attrs


def _embolden(tokens: Iterable[dict[str, Any]], names: Collection[str]) -> Iterator[dict[str, Any]]:
    """Yield html5lib's tokens with the mentions of these names in bold, but for links."""
    inside = 0
    for token in tokens:
        inside += {"StartTag": 1, "EndTag": -1}.get(token["type"], 0) * (token.get("name") == "a")
        if token["type"] != "Characters" or inside:
            yield token
            continue
        text, done = token["data"], 0
        for mention in mentions.find(text, names):
            yield {"type": "Characters", "data": text[done : mention.start]}
            yield {"type": "StartTag", "name": "strong", "data": {}}
            yield {"type": "Characters", "data": text[mention.start : mention.end]}
            yield {"type": "EndTag", "name": "strong", "data": {}}
            done = mention.end
        yield {"type": "Characters", "data": text[done:]}


def _cleaner(names: Collection[str]) -> bleach.Cleaner:
    # Made anew each time: a cleaner keeps its parser's state, so threads may not share one.
    return bleach.Cleaner(
        tags=TAGS,
        attributes={"a": ["href"]},
        protocols=PROTOCOLS,
        strip=True,
        filters=[
            lambda source: LinkifyFilter(source, callbacks=[_nofollow]),
            lambda source: _embolden(source, names),
        ],
    )


# Control characters (but newline and tab) and marks that turn the direction of text around.
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")


def plain(text: str) -> str:
    """Return the text with newlines made one kind and without invisible control characters."""
    return _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def render(source: str, *, limit: int, names: Collection[str] = ()) -> SafeString:
    """Return clean HTML for light Markdown: paragraphs, lists, bold, italic, links.

    `limit` is the most characters that the source may have; raises ValueError beyond it, before
    any parsing. `names` (folded, see mentions.py) stand in bold where they follow an @. Bleach
    allows and makes links; nh3 is the last gate, so nothing relies on bleach.
    """
    if len(source) > limit:
        raise ValueError(f"The text has {len(source)} characters; {limit} at most.")
    html = _cleaner(names).clean(_markdown().render(plain(source)))
    clean = nh3.clean(
        html,
        tags=set(TAGS),
        attributes={"a": {"href"}},
        url_schemes=set(PROTOCOLS),
        link_rel=_REL,
    )
    return mark_safe(clean)  # noqa: S308 - the one place that may say so
