"""Test data. Texts carry hostile HTML by default: a page that prints one unescaped is caught."""

from tests.factories.answers import CommitmentFactory, CommitmentUpdateFactory
from tests.factories.consultations import (
    CommentFactory,
    ConsultationFactory,
    PhaseFactory,
    ProposalFactory,
    ProposalVersionFactory,
    ThemeFactory,
)
from tests.factories.decisions import decide
from tests.factories.encounters import EncounterFactory, RegistrationFactory
from tests.factories.files import AttachmentFactory
from tests.factories.gatherings import GatheringFactory
from tests.factories.minutes import CorrectionFactory, MinutesFactory, StatementFactory
from tests.factories.people import ModeratorFactory, ResidentFactory, UserFactory, in_role
from tests.factories.questions import FloorFactory, QuestionFactory
from tests.factories.vocabulary import (
    AlcaldiaFactory,
    CityFactory,
    FrameworkFactory,
    GoalFactory,
    NetworkFactory,
)

__all__ = [
    "AlcaldiaFactory",
    "AttachmentFactory",
    "CityFactory",
    "CommentFactory",
    "CommitmentFactory",
    "CommitmentUpdateFactory",
    "ConsultationFactory",
    "CorrectionFactory",
    "EncounterFactory",
    "FloorFactory",
    "FrameworkFactory",
    "GatheringFactory",
    "GoalFactory",
    "MinutesFactory",
    "ModeratorFactory",
    "NetworkFactory",
    "PhaseFactory",
    "ProposalFactory",
    "ProposalVersionFactory",
    "QuestionFactory",
    "RegistrationFactory",
    "ResidentFactory",
    "StatementFactory",
    "ThemeFactory",
    "UserFactory",
    "decide",
    "in_role",
]
