"""What changed between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# A word with the space before it, so that a word added to the end of a line is all that changes.
_WORDS = re.compile(r"\n+|[^\S\n]*\S+|[^\S\n]+")
_LINES = re.compile(r"[^\n]*\n+|[^\n]+")
# Comparing costs up to the product of the numbers of words. Texts of 8,000 characters have some
# 1,300 words; four thousand of one letter could take seconds.
_MOST_PAIRS = 2_500_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: the same in both (""), only in the new one ("added") or the old one."""

    kind: str
    text: str


def difference(before: str, after: str) -> list[Piece]:
    """Return both texts as one: joining all but the added pieces gives `before`, all but the
    removed ones `after`. Words are compared; lines, where there are too many words.
    """
    for unit in (_WORDS, _LINES):
        pieces = _compare(unit.findall(before), unit.findall(after))
        if pieces is not None:
            return pieces
    return [Piece("removed", before), Piece("added", after)]


def _compare(old: list[str], new: list[str]) -> list[Piece] | None:
    """Return the pieces; None when it would take too long."""
    # Most edits touch one place: what surrounds it need not be compared.
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    changed_old, changed_new = old[start : len(old) - end], new[start : len(new) - end]
    if len(changed_old) * len(changed_new) > _MOST_PAIRS:
        return None
    pieces = [Piece("", "".join(old[:start]))]
    for _tag, a, b, c, d in SequenceMatcher(None, changed_old, changed_new).get_opcodes():
        if changed_old[a:b] == changed_new[c:d]:
            pieces.append(Piece("", "".join(changed_old[a:b])))
        else:
            pieces.append(Piece("removed", "".join(changed_old[a:b])))
            pieces.append(Piece("added", "".join(changed_new[c:d])))
    pieces.append(Piece("", "".join(old[len(old) - end :])))
    return [piece for piece in pieces if piece.text]
