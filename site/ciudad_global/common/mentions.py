"""Finding the people whom somebody names with an @."""

import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

# What may stand before an @ that names somebody: not the middle of an address.
_OPENING = frozenset(" \t\n([{«“‘\"'¿¡*,;:—–-")


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a name stands in a text, its @ included; and the name, folded."""

    start: int
    end: int
    name: str


def fold(text: str) -> str:
    """Return the text without accents and capitals, as names are compared."""
    return " ".join("".join(letter for letter, _place in _letters(text)).split())


def find(text: str, names: Collection[str]) -> Iterator[Mention]:
    """Yield the mentions of these names (folded); of two names that fit, the longer one."""
    lengths = sorted({len(name) for name in names if name}, reverse=True)
    if not lengths or "@" not in text:
        return
    letters, places = zip(*_letters(text), strict=True)
    folded, places = "".join(letters), (*places, len(text))
    at = folded.find("@")
    while at >= 0:
        end = at
        if at == 0 or folded[at - 1] in _OPENING:
            for length in lengths:
                name = folded[at + 1 : at + 1 + length]
                if len(name) == length and name in names and _ends(folded, at + 1 + length):
                    end = at + 1 + length
                    yield Mention(places[at], places[end], name)
                    break
        at = folded.find("@", max(end, at + 1))


def _letters(text: str) -> Iterator[tuple[str, int]]:
    """Yield the text's letters, folded, each with the place that it comes from."""
    for place, character in enumerate(text):
        for letter in unicodedata.normalize("NFKD", character).casefold():
            if not unicodedata.combining(letter):
                yield letter, place


def _ends(folded: str, place: int) -> bool:
    return place == len(folded) or not (folded[place].isalnum() or folded[place] == "_")
