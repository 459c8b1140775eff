from ciudad_global.moderation.models.case import Case
from ciudad_global.moderation.models.content import ModeratedContent
from ciudad_global.moderation.models.decision import Decision
from ciudad_global.moderation.models.flag import Flag

__all__ = ["Case", "Decision", "Flag", "ModeratedContent"]
