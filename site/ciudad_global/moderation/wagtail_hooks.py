"""What this section adds to Wagtail: the way to the queue, and how much waits there."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from ciudad_global.moderation import appeals, permissions, queue


class QueueMenuItem(MenuItem):
    """Shown to whoever decides or audits."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the queue would let this person in."""
        return permissions.may_read_queue(request.user)


class QueuePanel(Component):
    """How much waits, how much of it is late, what one has taken and the oldest of all."""

    name = "moderation"
    template_name = "moderation/panel.html"
    order = 90

    def get_context_data(self, parent_context: Mapping[str, Any] | None) -> dict[str, Any]:
        """Return the figures of whoever reads the page."""
        user = (parent_context or {})["request"].user
        return appeals.figures(user) | {
            "figures": queue.figures(user),
            "held": queue.Held,
            "age": queue.Age,
        }


@hooks.register("register_admin_menu_item")
def menu_item() -> QueueMenuItem:
    """Return the menu entry."""
    return QueueMenuItem(
        _("Moderación"),
        reverse("moderation:queue"),
        name="moderation",
        icon_name="list-ul",
        order=155,
    )


@hooks.register("construct_homepage_panels")
def panel(request: HttpRequest, panels: list[Component]) -> None:
    """Show the panel to whoever has a queue."""
    if permissions.may_read_queue(request.user):
        panels.append(QueuePanel())
