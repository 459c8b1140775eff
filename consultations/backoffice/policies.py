"""Wagtail's questions about permissions, answered by ours."""

from typing import TYPE_CHECKING

from wagtail.permission_policies import ModelPermissionPolicy

from consultations import permissions
from consultations.models import (
    Commitment,
    CommitmentUpdate,
    Consultation,
    Response,
    Snapshot,
)

if TYPE_CHECKING:
    from ciudad_global.users.models import User


class ConsultationPolicy(ModelPermissionPolicy):
    """What may be done with a consultation depends on how far it has come."""

    def user_has_permission_for_instance(
        self, user: "User", action: str, instance: Consultation
    ) -> bool:
        if action == "change":
            return bool(permissions.may_edit(user, instance))
        if action == "delete":
            return bool(permissions.may_delete(user, instance))
        return bool(super().user_has_permission_for_instance(user, action, instance))


class AnswerPolicy(ModelPermissionPolicy):
    """What the city has published does not change under its readers: it is taken back first."""

    def user_has_permission_for_instance(
        self, user: "User", action: str, instance: Response | Commitment | CommitmentUpdate
    ) -> bool:
        if action in ("change", "delete") and instance.published_at is not None:
            return False
        return bool(super().user_has_permission_for_instance(user, action, instance))


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Nobody, superusers included, changes a snapshot."""

    def user_has_permission(self, user: "User", action: str) -> bool:
        return action == "view" and bool(super().user_has_permission(user, action))

    def user_has_permission_for_instance(
        self, user: "User", action: str, instance: Snapshot
    ) -> bool:
        return self.user_has_permission(user, action)

    def user_has_any_permission(self, user: "User", actions: list[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)
