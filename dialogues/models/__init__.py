from dialogues.models.dialogue import DialogueIndexPage, DialoguePage
from dialogues.models.session import SessionPage, Speaker

__all__ = ["DialogueIndexPage", "DialoguePage", "SessionPage", "Speaker"]
