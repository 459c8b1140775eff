"""How easily a text is read, as advice for whoever writes it."""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONG_SENTENCE = 30  # words
# Below this many words a score says nothing.
FEWEST_WORDS = 50

WORD = re.compile(r"[^\W\d_]+")
# A sentence ends at its sign before a space, or where its paragraph does.
END = re.compile(r"(?<=[.!?…])[\"»”)]*\s+|\n+")
ABBREVIATED = re.compile(
    r"\b(?:sr|sra|dr|dra|lic|ing|núm|no|art|av|col|pág|p|ej|etc|mr|mrs|ms|st|vs|e\.g|i\.e)\.$",
    re.IGNORECASE,
)
FINAL_Y = re.compile("y$")
UNHEARD = re.compile("(?<=[aeiouáéíóúü])h(?=[aeiouáéíóúü])")
STRONG = re.compile("[aeoáéíóú]")
ACCENTED_RUN = re.compile("[aeiouáéíóúü]+")
ENGLISH_RUN = re.compile("[aeiouy]+")
# "make", "whole", "notes", "helped"; not "table", "places", "wanted".
SILENT = re.compile("[^aeiouyl]e$|[aeiouy]le$|[^aeiouyslxzcgh]es$|[^aeiouytd]ed$")
SPLIT = re.compile("i(?:a|o(?![un]))|(?<!q)ua")

# INFLESZ (Barrio-Cantalejo et al., 2008), the scale for Spanish.
SPANISH_BANDS = (
    (80, _("muy fácil")),
    (65, _("bastante fácil")),
    (55, _("normal")),
    (40, _("algo difícil")),
    (0, _("muy difícil")),
)
# Flesch (1948), for English.
ENGLISH_BANDS = (
    (80, _("muy fácil")),
    (70, _("bastante fácil")),
    (60, _("normal")),
    (50, _("algo difícil")),
    (0, _("muy difícil")),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text is like: `ease` from 0 to 100, None where it is too short to say."""

    words: int
    ease: int | None
    band: str | Promise
    is_hard: bool
    long_sentences: list[str]


def read(text: str, language: str) -> Reading:
    """Return how easily a text in Spanish or English is read; a new line ends a sentence.

    Spanish: Fernández Huerta, "Medidas sencillas de lecturabilidad" (1959), as G. Law corrected it
    (2011): 206.84 - 60 * syllables per word - 1.02 * words per sentence. English: Flesch, "A new
    readability yardstick" (1948): 206.835 - 84.6 * syllables per word - 1.015 * words per sentence.
    """
    found = [WORD.findall(sentence) for sentence in sentences(text)]
    spoken = [words for words in found if words]
    words = [word for sentence in spoken for word in sentence]
    long = [sentence for sentence in sentences(text) if len(WORD.findall(sentence)) > LONG_SENTENCE]
    if len(words) < FEWEST_WORDS:
        return Reading(len(words), None, "", False, long)
    english = language == "en"
    count = english_syllables if english else spanish_syllables
    per_word = sum(map(count, words)) / len(words)
    per_sentence = len(words) / len(spoken)
    if english:
        score = 206.835 - 84.6 * per_word - 1.015 * per_sentence
    else:
        score = 206.84 - 60 * per_word - 1.02 * per_sentence
    ease = round(min(max(score, 0), 100))
    bands = ENGLISH_BANDS if english else SPANISH_BANDS
    band = next(name for least, name in bands if ease >= least)
    return Reading(len(words), ease, band, ease < bands[2][0], long)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, without what only looks like an end."""
    found: list[str] = []
    for piece in (piece.strip() for line in text.splitlines() for piece in END.split(line)):
        if found and found[-1] and ABBREVIATED.search(found[-1]):
            found[-1] += f" {piece}"
        elif piece:
            found.append(piece)
    return found


def spanish_syllables(word: str) -> int:
    """Return how many syllables a Spanish word has.

    Each strong vowel (a, e, o, and i or u with an accent) is the heart of a syllable; weak ones
    lean on it, or on each other. An h between vowels is not heard; a y at the end is a vowel.
    """
    letters = UNHEARD.sub("", FINAL_Y.sub("i", word.lower()))
    runs = ACCENTED_RUN.findall(letters)
    return max(sum(max(len(STRONG.findall(run)), 1) for run in runs), 1)


def english_syllables(word: str) -> int:
    """Return about how many syllables an English word has: its groups of vowels, less silent e."""
    letters = word.lower()
    count = len(ENGLISH_RUN.findall(letters)) + len(SPLIT.findall(letters))
    return max(count - bool(SILENT.search(letters)), 1)
