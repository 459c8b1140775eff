from dialogues.models.dialogue import DialogueIndexPage, DialoguePage, Host, Partner
from dialogues.models.encounter import Encounter
from dialogues.models.minutes import Correction, Edition, Minutes, Statement, Tag
from dialogues.models.practice import Practice, PracticeIndexPage, PracticePage
from dialogues.models.question import Floor, Question, QuestionSupport
from dialogues.models.registration import Registration
from dialogues.models.session import SessionPage, Speaker

__all__ = [
    "Correction",
    "DialogueIndexPage",
    "DialoguePage",
    "Edition",
    "Encounter",
    "Floor",
    "Host",
    "Minutes",
    "Partner",
    "Practice",
    "PracticeIndexPage",
    "PracticePage",
    "Question",
    "QuestionSupport",
    "Registration",
    "SessionPage",
    "Speaker",
    "Statement",
    "Tag",
]
