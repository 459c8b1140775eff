"""Opening a case without having been called: nobody reported it and no rule asked for it."""

from django.db import transaction
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import Answer, refuse, require
from ciudad_global.moderation import permissions
from ciudad_global.moderation.actions.case import lock_case
from ciudad_global.moderation.models import Case, ModeratedContent
from ciudad_global.moderation.states import State
from ciudad_global.users.models import User

# What was sent and is still there.
OPENABLE = (State.PENDING, State.PUBLISHED, State.HELD, State.REJECTED, State.REMOVED)


def may_open(by: User, content: ModeratedContent) -> Answer:
    """Return whether this person may open a case about content that has none."""
    if content.state not in OPENABLE:
        return refuse(_("Ya no hay nada que decidir."))
    unsaved = Case(**{content._meta.model_name or "": content}, **content.belongs_to)
    return permissions.may_decide(by, unsaved, reported=())


def open_case(*, by: User, content: ModeratedContent) -> Case:
    """Return the content's case, made when there is none; it does not wait for that.

    Raises Refused.
    """
    require(may_open(by, content))
    with transaction.atomic():
        return lock_case(content=content, cause=Case.Cause.FLAG)
