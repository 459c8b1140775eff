"""What Wagtail's editor does differently here."""

from collections.abc import Iterator
from functools import partial

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem, PublishMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from ciudad_global.common.http import TeamRequest
from ciudad_global.common.pages import why_kept, wrote_what_waits
from ciudad_global.common.translations import Translated, with_twin
from ciudad_global.users.models import User
from home.backoffice import DeletePages, KeepingPageViewSet, MovePages, PublishPages, UnpublishPages
from home.site_reports import REPORTS, other_language

# After Wagtail's own: the last one of a name wins.
for action in (DeletePages, PublishPages, UnpublishPages, MovePages):
    hooks.register("register_bulk_action", action, order=100)


@hooks.register("register_admin_viewset", order=100)
def pages_that_stay() -> KeepingPageViewSet:
    """Let the screens of pages say why a page is not deleted, unpublished, moved or copied."""
    return KeepingPageViewSet()


@hooks.register("register_page_header_buttons")
def why_it_cannot_be_deleted(
    page: Page, user: User, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Stand where "Delete" would, for whoever looks for it."""
    if why_kept(page) and page.permissions_for_user(user).can_edit():
        url = reverse("wagtailadmin_pages:delete", args=[page.pk])
        yield Button(_("Por qué no se borra"), url=url, icon_name="help", priority=50)


@hooks.register("construct_page_chooser_queryset")
def only_pages_of_ones_own_section(pages: PageQuerySet, request: TeamRequest) -> PageQuerySet:
    """Let people choose among the pages that they may look at, as everywhere in Wagtail.

    Whoever asks for what is below another section's page is refused.
    """
    seen = policy_registry.get_by_type(Page).explorable_instances(request.user)
    below = (request.resolver_match.kwargs if request.resolver_match else {}).get("parent_page_id")
    if below and not seen.filter(pk=below).exists():
        raise PermissionDenied
    return pages.filter(pk__in=seen.values("pk"))


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
def one_report_on_translations(request: TeamRequest, items: list[MenuItem]) -> None:
    """Leave out wagtail-localize's, which knows no sections and asks nobody (see urls.py)."""
    address = reverse("wagtail_localize:translations_report")
    items[:] = [item for item in items if item.url != address]


@hooks.register("register_admin_urls")
def report_addresses() -> list[URLPattern]:
    """Return where the reports of the whole site are."""
    return [url for report in REPORTS for url in report.urls()]


for place, report in enumerate(REPORTS):
    hooks.register("register_reports_menu_item", partial(report.menu_item, 110 + place))


@hooks.register("before_edit_page")
def old_translations_are_flagged(request: TeamRequest, page: Page) -> None:
    """Say above the form when the page, or its original, has moved on."""
    if request.method != "GET":
        return
    language = page.locale.language_code
    original = language == settings.LANGUAGE_CODE
    pages = Page.objects.filter(translation_key=page.translation_key, depth__gt=1).filter(
        locale__language_code=settings.LANGUAGE_CODE
    )
    found = with_twin(pages, other_language(settings.LANGUAGE_CODE)).first()
    if found is None or found.translated not in (Translated.OUTDATED, Translated.INCOMPLETE):
        return
    twin = found.twin if original else found.pk
    messages.warning(
        request,
        _("La traducción de esta página está %(state)s.")
        % {"state": Translated(found.translated).label}
        if original
        else _("El original cambió, o le faltan textos por traducir: compara antes de publicar."),
        buttons=[
            messages.button(
                reverse("wagtailadmin_pages:edit", args=[twin]),
                _("Ver la traducción") if original else _("Ver el original"),
            )
        ],
    )


@hooks.register("construct_settings_menu")
def no_groups_that_cannot_change(request: TeamRequest, items: list[MenuItem]) -> None:
    """Leave out the list of groups for whoever could only look at their names."""
    if not request.user.has_perm("auth.change_group"):
        items[:] = [item for item in items if item.name != "groups"]


@hooks.register("insert_editor_js")
def advice() -> str:
    """Show advice on the words of the preview beside Wagtail's checks."""
    return format_html('<script src="{}" type="module"></script>', static("backoffice/advice.js"))


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
