from consultations.models.activity import VoteActivity
from consultations.models.attachment import Attachment
from consultations.models.comment import Comment, CommentNotice, UsefulMark
from consultations.models.commitment import Commitment, CommitmentUpdate
from consultations.models.consultation import Consultation
from consultations.models.deadline import DeadlineChange
from consultations.models.export import Export
from consultations.models.gathering import Entry, Gathering, PaperForm, SessionCount
from consultations.models.merge import Merge
from consultations.models.page import ConsultationIndexPage, ConsultationPage
from consultations.models.phase import Phase
from consultations.models.proposal import Proposal
from consultations.models.response import Response
from consultations.models.sealing import Sealing
from consultations.models.snapshot import Snapshot
from consultations.models.summary import SummaryPage
from consultations.models.tap import CountedTap
from consultations.models.theme import Theme
from consultations.models.version import ProposalVersion
from consultations.models.voiding import Voiding
from consultations.models.vote import Participation, Vote

__all__ = [
    "Attachment",
    "Comment",
    "CommentNotice",
    "Commitment",
    "CommitmentUpdate",
    "Consultation",
    "ConsultationIndexPage",
    "ConsultationPage",
    "CountedTap",
    "DeadlineChange",
    "Entry",
    "Export",
    "Gathering",
    "Merge",
    "PaperForm",
    "Participation",
    "Phase",
    "Proposal",
    "ProposalVersion",
    "Response",
    "Sealing",
    "SessionCount",
    "Snapshot",
    "SummaryPage",
    "Theme",
    "UsefulMark",
    "Voiding",
    "Vote",
    "VoteActivity",
]
