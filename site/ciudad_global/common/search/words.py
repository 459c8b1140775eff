"""What people type, as words that a full-text index understands.

Both engines index words without accents, as written. Stemming happens in the query, the same on
both: a word loses its ending and finds what begins like the rest ("participaciones" looks for
"participacion…"). Snowball's Spanish stemmer needs the accents that people leave out: without
them it gives "participacion" and "participaciones", "ciudad" and "ciudades" different stems.

ñ is no accented n: "ano" and "año" are two words, so the indexes hold it as a letter of its own.
Keyboards from elsewhere lack it, so each of both is also looked for where the other was typed;
what was typed comes first.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

# Stands for ñ in the indexes: a letter that neither engine folds and Spanish does not have.
ENYE = "\N{GREEK SMALL LETTER NU}"

_WORD = re.compile(r"[^\W_]+")
# What changes with gender and number; four letters always stay.
_ENDING = re.compile(r"(?<=\w{4})(?:es|as|os|s|a|o|e)$")
# Endings that stand for each other: "luz" and "luces", "votar" and "votación"; and, where too
# little would stay to look for its beginning, "año" and "años", "red" and "redes".
_FAMILIES = (
    (re.compile(r"(?<=\w\w)(?:z|ces)$"), ("z", "ces")),
    (re.compile(r"(?<=\w{3})(?:ar|acion|aciones)$"), ("ar", "acion")),
    (re.compile(r"(?<=^\w\w[aeiou])s?$"), ("", "s")),
    (re.compile(r"(?<=^\w\w[^aeiou])(?:es)?$"), ("", "es")),
)
# Spanish has ñ between vowels or at a word's start.
_MAYBE_ENYE = re.compile(rf"(?:(?<=^)|(?<=[aeiou]))[n{ENYE}](?=[aeiou]|$)")
_MOST_ENYES = 3
_SHORTEST_STEM = 4
_LONGEST_STEM = 40
_MOST_WORDS = 12
_MOST_CHARACTERS = 1_000
# Words that most texts contain; looked for only when there are no others.
_COMMON = frozenset(
    "a al an and as at by como con de del e el en entre es for from in is la las lo los mas mi ni "  # noqa: SIM905
    "no o of on or para pero por que se si sin sobre son su sus the to u un una uno unos unas y "
    "ya".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word to look for: as it was typed, and the forms that may stand for it.

    A form of four letters or more also finds what begins with it.
    """

    typed: str
    forms: tuple[str, ...]


def fold(text: str) -> str:
    """Return the text in small letters without accents, ñ as the indexes hold it."""
    small = unicodedata.normalize("NFC", text).casefold().replace("ñ", ENYE)
    return "".join(
        char for char in unicodedata.normalize("NFKD", small) if not unicodedata.combining(char)
    )


def significant(text: str) -> list[str]:
    """Return the words of the text, folded; the common ones only if there are no others."""
    typed = _WORD.findall(fold(text[:_MOST_CHARACTERS]))
    return [word[:_LONGEST_STEM] for word in typed if word not in _COMMON] or typed


def read(text: str) -> list[Word]:
    """Return the words that somebody looks for, and the forms that may stand for each."""
    found = significant(text)
    # "casas" and "casa" are one word to look for.
    words = {forms: Word(word, forms) for word in reversed(found) for forms in [_forms(word)]}
    return list(reversed(words.values()))[:_MOST_WORDS]


def is_beginning(form: str) -> bool:
    """Return whether the form also finds longer words."""
    return len(form) >= _SHORTEST_STEM


def _forms(word: str) -> tuple[str, ...]:
    stems = [_ENDING.sub("", word)]
    for ending, others in _FAMILIES:
        if ending.search(word):
            stems += [ending.sub(other, word) for other in others]
    return tuple(dict.fromkeys(form for stem in stems for form in _spellings(stem)))


def _spellings(stem: str) -> Iterator[str]:
    """Yield the stem with n and ñ wherever either may be meant, first as it is."""
    places = [
        place.start()
        for place in _MAYBE_ENYE.finditer(stem)
        # A short form is a whole word, and none ends with ñ.
        if is_beginning(stem) or place.end() < len(stem)
    ][:_MOST_ENYES]
    yield stem
    for letters in product(f"n{ENYE}", repeat=len(places)):
        spelling = list(stem)
        for place, letter in zip(places, letters, strict=True):
            spelling[place] = letter
        yield "".join(spelling)
