"""An answer to "may they?" that can say why not."""

from dataclasses import dataclass
from enum import Enum, auto


class Hindrance(Enum):
    """What stands in the way, for pages that offer the way out."""

    NONE = auto()
    SIGN_IN = auto()
    VERIFY = auto()
    RULE = auto()
    SUSPENSION = auto()


@dataclass(frozen=True, slots=True)
class Answer:
    """True when allowed; otherwise `why` is the sentence that the page says."""

    why: str = ""
    hindrance: Hindrance = Hindrance.NONE

    def __bool__(self) -> bool:
        return self.hindrance is Hindrance.NONE

    @property
    def needs_sign_in(self) -> bool:
        """Return whether signing in is all that is missing."""
        return self.hindrance is Hindrance.SIGN_IN

    @property
    def is_suspension(self) -> bool:
        """Return whether all would be well without a suspension."""
        return self.hindrance is Hindrance.SUSPENSION


ALLOWED = Answer()


def refuse(why: str, hindrance: Hindrance = Hindrance.RULE) -> Answer:
    """Return a refusal with its sentence."""
    return Answer(str(why), hindrance)


class Refused(Exception):
    """Raised by an action that may not be done; `str()` is the sentence for the person."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.why)
        self.answer = answer


def require(answer: Answer) -> None:
    """Raise Refused unless the answer is yes."""
    if not answer:
        raise Refused(answer)
