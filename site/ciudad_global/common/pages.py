"""What our Wagtail pages share."""

from typing import TYPE_CHECKING, Any, ClassVar

from csp.constants import NONE, SELF
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve, translate_url
from django.utils import translation
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from wagtail.models import Page, PagePermissionTester, PageViewRestriction, Site, get_page_models
from wagtail_localize.models import StringTranslation

if TYPE_CHECKING:
    from ciudad_global.users.models import User

Words = str | Promise


def address_in(language: str, path: str) -> str:
    """Return where the same thing is read in another language; `path` itself where it is not.

    A page may be called otherwise in each language: then its twin is looked for (two queries).
    """
    spoken = translation.get_language_from_path(path)
    if spoken in (None, language):
        return path
    asked = path.partition("#")[0].partition("?")[0]
    with translation.override(spoken):
        try:
            match = resolve(asked)
        except Resolver404:
            return path
        if match.url_name != "wagtail_serve":
            return translate_url(path, language)
    roots = [root for root in Site.get_site_root_paths() if root.language_code == spoken]
    paths = [root.root_path + match.args[0] for root in roots]
    page = Page.objects.filter(url_path__in=paths).first()
    if page is None:
        return path
    twin = page.get_translations().live().filter(locale__language_code=language).first()
    return twin.get_url() + path[len(asked) :] if twin else path


class ContextFromView:
    """A page whose context is built in the `views/` of its section.

    `context_from` is the dotted path of a function `(request, page) -> dict`. It is a string
    because models may not import views; previews run the same code.
    """

    context_from: ClassVar[str]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return Wagtail's context and the view's."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)  # type: ignore[misc]
        return context | import_string(self.context_from)(request, self)

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Return what restricts this page; where no page is, one query says so."""
        if PageViewRestriction.objects.exists():
            found: QuerySet[PageViewRestriction] = super().get_view_restrictions()  # type: ignore[misc]
            return found
        return PageViewRestriction.objects.none()


def only_to_look(response: HttpResponse) -> HttpResponse:
    """Let the editor frame the page of a preview, and let the browser send nothing from it."""
    response._csp_replace = {  # type: ignore[attr-defined]
        "frame-ancestors": [SELF], "form-action": [NONE], "connect-src": [NONE],
    }  # fmt: skip
    return response


def wrote_what_waits(user: "User", page: Any) -> bool:
    """Return whether this person wrote any part of what is not public yet."""
    waiting = page.revisions.filter(pk__gt=page.live_revision_id or 0)
    return bool(waiting.filter(user=user).exists()) or _translated_what_waits(user, page)


def _translated_what_waits(user: "User", page: Any) -> bool:
    """Return whether this person translated texts of the page that are not public yet.

    wagtail-localize makes a revision of them only as it publishes.
    """
    translated = StringTranslation.objects.filter(
        context__object=page.translation_key, locale=page.locale_id, last_translated_by=user
    )
    if page.live and page.last_published_at:
        translated = translated.filter(updated_at__gt=page.last_published_at)
    return translated.exists()


def why_kept(page: Page) -> str:
    """Return why a page is not deleted, moved or copied: "" where nothing keeps it.

    It, or something below it, is part of the public record (`FourEyesPage.on_record`).
    """
    model = page.specific_class
    models = [model] if page.is_leaf() else [model, *get_page_models()]
    for kind in models:
        if kind is None or not issubclass(kind, FourEyesPage) or kind.on_record is None:
            continue
        if kind.objects.descendant_of(page, inclusive=True).filter(kind.on_record).exists():
            if kind is model:
                return str(kind.kept_because)
            return _("Debajo hay páginas que no se borran. %(why)s") % {"why": kind.kept_because}
    return ""


class FourEyes(PagePermissionTester):
    """Wagtail's page permissions, except that nobody publishes a change of their own, and that
    what is part of the public record stays where it is.
    """

    def can_publish(self) -> bool:
        """Return whether the person may publish what others wrote (one query more)."""
        return super().can_publish() and not wrote_what_waits(self.user, self.page)

    def can_publish_subpage(self) -> bool:
        """Return no: a page that is new, or copied, goes live through its approval."""
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Return whether it may go; moving asks this, too (a query where there is a record)."""
        return super().can_delete(ignore_bulk) and not why_kept(self.page)

    def can_copy(self) -> bool:
        """Return whether a second one may be made."""
        return super().can_copy() and not why_kept(self.page)


class FourEyesPage:
    """A page that goes live by the hand of somebody who did not write the change.

    Every way to publish asks `permissions_for_user`: the approval, the bulk action, a
    translation. Wagtail's editor asks before it saves, so a hook asks again (`wagtail_hooks`).
    """

    # What is live is public: lists need not ask, page by page, who may read it.
    private_page_options: ClassVar[list[str]] = []
    # Which pages of this kind stay for good, and the sentence that says so and what to do instead.
    on_record: ClassVar[Q | None] = None
    kept_because: ClassVar[Words] = ""

    def permissions_for_user(self, user: "User") -> FourEyes:
        """Return what this person may do with the page."""
        return FourEyes(user, self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the page beside the form that it is written in, only to be looked at."""
        return only_to_look(super().serve_preview(request, mode_name))  # type: ignore[misc]
