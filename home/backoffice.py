"""Wagtail's screens for pages, where they say why a page stays.

The page's permissions (`common/pages.py`) refuse; Wagtail by itself only says that there are none.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import HiddenInput
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.pages.bulk_actions import (
    DeleteBulkAction,
    MoveBulkAction,
    PublishBulkAction,
    UnpublishBulkAction,
)
from wagtail.admin.views.pages.move import MoveConfirmView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail_localize.views.update_translations import UpdateTranslationsView

from ciudad_global.common.http import TeamRequest
from ciudad_global.common.pages import why_kept

View = Callable[..., HttpResponse]


def _saying_why(view: View, may: str) -> View:
    """Return Wagtail's view; whoever edits the page but may not do this is told why first."""

    def answer(request: TeamRequest, **kwargs: Any) -> HttpResponse:
        pk = kwargs.get("page_id") or kwargs.get("page_to_move_id")
        page = Page.objects.filter(pk=pk).first()
        page = page and page.specific
        if page and (why := why_kept(page)):
            allowed = page.permissions_for_user(request.user)
            if allowed.can_edit() and not getattr(allowed, may)():
                messages.error(request, why)
                return redirect("wagtailadmin_pages:edit", page.pk)
        return view(request, **kwargs)

    return answer


class MoveConfirm(MoveConfirmView):
    """Wagtail's asks for permission only once it was confirmed."""

    def dispatch(self, request: TeamRequest, page_to_move_id: int, **kwargs: Any) -> HttpResponse:
        page = get_object_or_404(Page, pk=page_to_move_id)
        if not page.permissions_for_user(request.user).can_move():
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, page_to_move_id, **kwargs)
        return response


class KeepingPageViewSet(PageViewSet):
    """Wagtail's views of every page."""

    model = Page
    move_confirm_view_class = MoveConfirm

    @cached_property
    def delete_view(self) -> View:
        return _saying_why(super().delete_view, "can_delete")

    @cached_property
    def unpublish_view(self) -> View:
        return _saying_why(super().unpublish_view, "can_unpublish")

    @cached_property
    def move_view(self) -> View:
        return _saying_why(super().move_view, "can_move")

    @cached_property
    def copy_view(self) -> View:
        return _saying_why(super().copy_view, "can_copy")


class UpdateTranslations(UpdateTranslationsView):
    """wagtail-localize's, which would publish at once what nobody approved."""

    def get_form(self) -> Any:
        """Return the form without that choice."""
        form = super().get_form()
        field = form.fields["publish_translations"]
        field.disabled, field.widget = True, HiddenInput()
        return form


update_translations = never_cache(require_admin_access(UpdateTranslations.as_view()))


class SayingWhy:
    """Names why what a bulk action leaves out stays, and nothing of another section's pages."""

    def get_actionable_objects(self) -> tuple[list[Page], dict[str, list[Page]]]:
        found: tuple[list[Page], dict[str, list[Page]]] = super().get_actionable_objects()  # type: ignore[misc]
        request: TeamRequest = self.request  # type: ignore[attr-defined]
        pages, rest = found
        if left_out := rest["items_with_no_access"]:
            seen = policy_registry.get_by_type(Page).explorable_instances(request.user)
            known = set(seen.values_list("pk", flat=True))
            rest["items_with_no_access"] = left_out = [
                page for page in left_out if page.pk in known
            ]
        for why in dict.fromkeys(filter(None, map(why_kept, left_out))):
            messages.warning(request, why)
        return pages, rest


class DeletePages(SayingWhy, DeleteBulkAction):
    pass


class PublishPages(SayingWhy, PublishBulkAction):
    pass


class UnpublishPages(SayingWhy, UnpublishBulkAction):
    pass


class MovePages(SayingWhy, MoveBulkAction):
    pass
