"""Small counts, said so that nobody can work out whom they are about.

A count from 1 to 4 is only ever "fewer than 5", and every sum is made of what is already said that
way: a total never tells more than its parts, so there is nothing to subtract.
"""

from collections import Counter
from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _

FEWEST = 5


@dataclass(frozen=True, slots=True)
class Count:
    """What may be known of a count: that it lies between two numbers, mostly the same one."""

    low: int = 0
    high: int = 0

    @classmethod
    def of(cls, number: int) -> "Count":
        """Return what may be known of this number."""
        return cls(1, FEWEST - 1) if 0 < number < FEWEST else cls(number, number)

    def __add__(self, other: "Count") -> "Count":
        return Count(self.low + other.low, self.high + other.high)

    @property
    def is_exact(self) -> bool:
        return self.low == self.high

    def __str__(self) -> str:
        if self.is_exact:
            return str(intcomma(self.low))
        if self.high < FEWEST:
            return _("menos de %(n)d") % {"n": FEWEST}
        return _("de %(low)s a %(high)s") % {"low": intcomma(self.low), "high": intcomma(self.high)}

    def cell(self) -> str:
        """Return it for a spreadsheet: 12, <5 or 12..15."""
        if self.is_exact:
            return str(self.low)
        return f"<{FEWEST}" if self.high < FEWEST else f"{self.low}..{self.high}"


def join_small(counts: Counter[str], rest: str) -> Counter[str]:
    """Return the counts, the small ones together under `rest`, which is never small itself.

    Only for counts that add up to `FEWEST` at least.
    """
    joined: Counter[str] = Counter()
    for name, number in sorted(counts.items(), key=lambda pair: (pair[0] != rest, pair[1])):
        small = number < FEWEST or 0 < joined[rest] < FEWEST
        joined[rest if small else name] += number
    return +joined
