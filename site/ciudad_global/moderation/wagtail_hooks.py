"""What this section adds to Wagtail: the way to the queue."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem


class QueueMenuItem(MenuItem):
    """Shown to whoever decides or audits."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the queue would let this person in."""
        return request.user.has_perm("moderation.decide_case") or request.user.has_perm(
            "moderation.audit_case"
        )


@hooks.register("register_admin_menu_item")
def queue() -> QueueMenuItem:
    """Return the menu entry."""
    return QueueMenuItem(
        _("Moderación"),
        reverse("moderation:queue"),
        name="moderation",
        icon_name="list-ul",
        order=155,
    )
