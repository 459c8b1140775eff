"""What tests of opinions share."""

from tests.consultations.opinions.polis import conversation

__all__ = ["conversation"]
