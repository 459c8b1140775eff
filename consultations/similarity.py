"""Proposals that may be the same idea as what somebody is typing.

The indexes give candidates: titles that are spelt alike, and proposals that have all the words
anywhere. What is shown is decided here, alike on both engines: each typed word looks for the
word most like it, so accents, typing errors, endings and the order of words do not matter.
"""

from ciudad_global.common.search.trigrams import closeness, spelt
from consultations.models import Consultation, Proposal
from consultations.search_index import PROPOSALS, TITLES

SHOWN = 5
_CANDIDATES = 40
# Shorter words are alike by chance.
_SHORTEST = 4
# Words less alike than this are different words.
_ALIKE = 0.45
# What a word in the summary counts, beside one in the title.
_IN_SUMMARY = 0.7
# The least likeness that is worth somebody's attention.
_ENOUGH = 0.5


def similar(consultation: Consultation, text: str) -> list[Proposal]:
    """Return the published proposals of the consultation most like the text, best first.

    At most five; none while too little has been typed. Four queries, whatever the numbers.
    """
    typed = spelt(text)
    if all(len(word) < _SHORTEST for word in typed):
        return []
    published = consultation.proposals.published()
    found = TITLES.near(text, published, _CANDIDATES)
    found += PROPOSALS.best(text, published, limit=_CANDIDATES)
    likely = [
        (likeness(typed, proposal), proposal)
        for proposal in published.filter(pk__in=found).defer("body", "body_html")
    ]
    likely.sort(key=lambda pair: (-pair[0], pair[1].pk))
    return [proposal for score, proposal in likely[:SHOWN] if score >= _ENOUGH]


def likeness(typed: list[str], proposal: Proposal) -> float:
    """Return how much the proposal says what was typed, 0 to 1.

    Most of it is how much of what was typed is in the title or the summary; the rest, how much
    of the title was typed. Long words count for more.
    """
    title, summary = spelt(proposal.title), spelt(proposal.summary)
    said = [
        (len(word), max(_best(word, title), _IN_SUMMARY * _best(word, summary))) for word in typed
    ]
    meant = [(len(word), _best(word, typed)) for word in title]
    return 0.75 * _mean(said) + 0.25 * _mean(meant)


def _mean(weighted: list[tuple[int, float]]) -> float:
    total = sum(weight for weight, _value in weighted)
    return sum(weight * value for weight, value in weighted) / total if total else 0.0


def _best(word: str, others: list[str]) -> float:
    """Return how like the word the most similar one of the others is; 0 if none is alike."""
    if word in others:
        return 1.0
    best = max((closeness(word, other) for other in others), default=0.0)
    return best if best >= _ALIKE else 0.0
