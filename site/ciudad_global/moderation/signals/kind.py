"""What a signal is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property

from ciudad_global.moderation.models import ModeratedContent
from ciudad_global.moderation.states import Reason

# What a sentence needs, as JSON. Never what somebody wrote, never who.
Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a text came. What is not known is no signal."""

    # From when the form was shown until it was sent.
    seconds: float | None = None
    # How many texts of new accounts came from the same network within minutes, this one included.
    from_network: int = 0


# Of a change, and of what comes by no form.
UNKNOWN = Arrival()


@dataclass(frozen=True)
class Post:
    """A text that has arrived or was changed, saved or not yet."""

    content: ModeratedContent
    arrival: Arrival = UNKNOWN

    @cached_property
    def text(self) -> str:
        """Return all that its author wrote."""
        return text_of(self.content)


def text_of(content: ModeratedContent) -> str:
    """Return all that an author wrote: a proposal's title and summary, too."""
    parts = (getattr(content, name, "") for name in ("title", "summary", "body"))
    return "\n".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing that may be noticed."""

    name: str
    # What it adds to a case's risk (risk.py): a report of spam weighs 15.
    weight: int
    # Returns None where there is nothing to notice.
    look: Callable[[Post], Facts | None]
    # Says it in the active language, to moderators and, where it holds, to the author.
    sentence: Callable[[Facts], str]
    # Set where it may keep a text from being read until a person has looked: why.
    holds_for: Reason | None = None
    # Whether it is about how the text first came, and stays true when the text changes.
    of_arrival: bool = False
