"""What other sections may want to hear. Receivers run in the same transaction."""

from django.dispatch import Signal

# sent by actions.decide with decision=Decision
decided = Signal()
