from dialogues.models.dialogue import DialogueIndexPage, DialoguePage, Host, Partner
from dialogues.models.encounter import Encounter
from dialogues.models.minutes import Correction, Edition, Minutes, Statement, Tag
from dialogues.models.practice import Practice, PracticeIndexPage, PracticePage
from dialogues.models.registration import Registration
from dialogues.models.session import SessionPage, Speaker

__all__ = [
    "Correction",
    "DialogueIndexPage",
    "DialoguePage",
    "Edition",
    "Encounter",
    "Host",
    "Minutes",
    "Partner",
    "Practice",
    "PracticeIndexPage",
    "PracticePage",
    "Registration",
    "SessionPage",
    "Speaker",
    "Statement",
    "Tag",
]
