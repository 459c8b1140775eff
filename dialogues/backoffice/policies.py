"""Wagtail's questions about permissions, answered by ours."""

from typing import TYPE_CHECKING

from wagtail.permission_policies import ModelPermissionPolicy

from dialogues.models import Minutes

if TYPE_CHECKING:
    from ciudad_global.users.models import User


class MinutesPolicy(ModelPermissionPolicy):
    """What is public does not change under its readers: it is taken back first."""

    def user_has_permission_for_instance(
        self, user: "User", action: str, instance: Minutes
    ) -> bool:
        if action == "change" and instance.is_final:
            return False
        return bool(super().user_has_permission_for_instance(user, action, instance))
