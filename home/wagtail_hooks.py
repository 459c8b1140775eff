"""What Wagtail's editor does differently here."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem, PublishMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from ciudad_global.common.http import TeamRequest
from ciudad_global.common.pages import wrote_what_waits


@hooks.register("construct_page_action_menu")
def no_publish_button(
    items: list[ActionMenuItem], request: TeamRequest, context: dict[str, object]
) -> None:
    """Take "Publish" away: whoever saves the form is an author of what it would publish."""
    items[:] = [item for item in items if not isinstance(item, PublishMenuItem)]


@hooks.register("construct_help_menu")
def no_foreign_help(request: TeamRequest, items: list[MenuItem]) -> None:
    """Leave out what leads to Wagtail's own site, in English."""
    items[:] = [item for item in items if not item.url.startswith("http")]


@hooks.register("construct_reports_menu")
def no_report_that_cannot_be_used(request: TeamRequest, items: list[MenuItem]) -> None:
    """Show the report on translations, which asks nobody, to whoever translates."""
    if not request.user.has_perm("wagtail_localize.submit_translation"):
        address = reverse("wagtail_localize:translations_report")
        items[:] = [item for item in items if item.url != address]


@hooks.register("construct_settings_menu")
def no_groups_that_cannot_change(request: TeamRequest, items: list[MenuItem]) -> None:
    """Leave out the list of groups for whoever could only look at their names."""
    if not request.user.has_perm("auth.change_group"):
        items[:] = [item for item in items if item.name != "groups"]


@hooks.register("before_publish_page")
def nobody_publishes_alone(request: TeamRequest, page: Page) -> HttpResponse | None:
    """Keep the saved draft and say who can publish it."""
    if not wrote_what_waits(request.user, page):
        return None
    messages.error(
        request,
        _("Se guardó el borrador. Otra persona tiene que aprobarlo: envíalo a aprobación."),
    )
    return redirect("wagtailadmin_pages:edit", page.pk)
