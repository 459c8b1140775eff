"""What other sections may want to hear. Receivers run in the same transaction."""

from django.dispatch import Signal

# sent when something is decided about content, with decision=Decision
decided = Signal()
# sent when a decision is taken back, with decision=the Decision that no longer holds
undone = Signal()
# sent when something leaves public view, whoever did it, with content=the proposal or comment
hidden = Signal()
