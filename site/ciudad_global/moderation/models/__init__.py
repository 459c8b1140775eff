from ciudad_global.moderation.models.appeal import Appeal
from ciudad_global.moderation.models.batch import Batch, BatchItem
from ciudad_global.moderation.models.case import Case
from ciudad_global.moderation.models.content import ModeratedContent
from ciudad_global.moderation.models.decision import Decision, LogHead
from ciudad_global.moderation.models.flag import Flag
from ciudad_global.moderation.models.sanction import Sanction
from ciudad_global.moderation.models.signal import Signal

__all__ = [
    "Appeal",
    "Batch",
    "BatchItem",
    "Case",
    "Decision",
    "Flag",
    "LogHead",
    "ModeratedContent",
    "Sanction",
    "Signal",
]
