from consultations.models.comment import Comment
from consultations.models.consultation import Consultation
from consultations.models.page import ConsultationIndexPage, ConsultationPage
from consultations.models.phase import Phase
from consultations.models.proposal import Proposal
from consultations.models.response import Response
from consultations.models.snapshot import Snapshot
from consultations.models.summary import SummaryPage
from consultations.models.theme import Theme
from consultations.models.vote import Participation, Vote

__all__ = [
    "Comment",
    "Consultation",
    "ConsultationIndexPage",
    "ConsultationPage",
    "Participation",
    "Phase",
    "Proposal",
    "Response",
    "Snapshot",
    "SummaryPage",
    "Theme",
    "Vote",
]
