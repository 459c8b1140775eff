"""The found words in what is shown: parts of text, so that templates mark and escape them."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from ciudad_global.common.search.words import Word, fold, is_beginning

LENGTH = 240
_BEFORE = 70  # characters that lead to the first found word
# Each letter as the indexes hold it, one for one, so that places stay what they are.
_FOLDED = {
    number: folded
    for number in (*range(ord("A"), ord("Z") + 1), *range(0xC0, 0x250))
    for folded in [fold(chr(number))]
    if len(folded) == 1
}
# Light Markdown whose signs would only be in the way.
_LINK = re.compile(r"\[([^\]\n]*)\]\([^)\s]*\)")
_SIGNS = re.compile(r"[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}|^[-*>] ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of text; `found` if it is what somebody looked for."""

    text: str
    found: bool = False


def marked(text: str, words: Iterable[Word]) -> list[Part]:
    """Return the whole text in parts."""
    text = unicodedata.normalize("NFC", text)
    pattern = _pattern(words)
    parts, end = [], 0
    for match in pattern.finditer(text.translate(_FOLDED)) if pattern else ():
        if match.start() > end:
            parts.append(Part(text[end : match.start()]))
        parts.append(Part(text[match.start() : match.end()], found=True))
        end = match.end()
    return [*parts, Part(text[end:])] if end < len(text) else parts


def snippet(text: str, words: Iterable[Word]) -> list[Part]:
    """Return the piece of a text, light Markdown or plain, around the first found word."""
    words = list(words)
    text = unicodedata.normalize("NFC", " ".join(_SIGNS.sub("", _LINK.sub(r"\1", text)).split()))
    pattern = _pattern(words)
    first = pattern.search(text.translate(_FOLDED)) if pattern else None
    start = max(first.start() - _BEFORE, 0) if first else 0
    if start:
        start = max(text.find(" ", start, first.start() if first else None) + 1, start)
    end = start + LENGTH
    if end < len(text):
        space = text.rfind(" ", start, end)
        end = space if space > start + LENGTH // 2 else end
    shown = ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
    return marked(shown, words)


def _pattern(words: Iterable[Word]) -> re.Pattern[str] | None:
    forms = [
        re.escape(form) + r"[^\W_]*" * is_beginning(form) for word in words for form in word.forms
    ]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(forms)})(?![^\W_])") if forms else None
