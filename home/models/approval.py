"""Four eyes: nobody approves or publishes a change that is their own."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

from ciudad_global.common.pages import wrote_what_waits

if TYPE_CHECKING:
    from ciudad_global.users.models import User


class ApprovalTask(AbstractGroupApprovalTask):
    """Somebody of the groups, who wrote nothing of the change, approves it."""

    class Meta:
        verbose_name = _("aprobación por otra persona")
        verbose_name_plural = _("aprobaciones por otra persona")

    def get_actions(self, obj: models.Model, user: "User") -> list[tuple[str, str, bool]]:
        """Return what the person may do: whoever wrote the change may only send it back."""
        actions: list[tuple[str, str, bool]] = super().get_actions(obj, user)
        if wrote_what_waits(user, obj):
            return [action for action in actions if action[0] != "approve"]
        return actions

    def on_action(self, task_state: TaskState, user: "User", action_name: str, **kw: Any) -> None:
        """Do what a button says, unless it approves one's own change."""
        content = task_state.workflow_state.content_object
        if action_name == "approve" and wrote_what_waits(user, content):
            raise PermissionDenied(_("Otra persona tiene que aprobar lo que tú escribiste."))
        super().on_action(task_state, user, action_name, **kw)

    @classmethod
    def get_description(cls) -> str:
        return str(_("Aprueba alguien de estos grupos que no haya escrito el cambio."))
