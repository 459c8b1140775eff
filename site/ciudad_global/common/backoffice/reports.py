"""Reports in Wagtail: a filtered list to look at, and to take away as CSV or XLSX."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import ReportView

from ciudad_global.common.spreadsheet import harmless

if TYPE_CHECKING:
    from ciudad_global.users.models import User


class TeamReportView(ReportView):
    """A report for whoever has `permission`. Its address and file are called by `slug`."""

    slug: ClassVar[str]
    permission: ClassVar[str] = ""
    is_searchable = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse whoever has no business here."""
        if not self.may(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_filename(self) -> str:
        """Return the name of the file, with the day on which it was taken."""
        return f"{self.slug}-{timezone.localdate():%Y-%m-%d}"

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        """Return a row of the file; what a spreadsheet would run is taken for text."""
        row: dict[str, Any] = super().to_row_dict(item)
        return {
            field: harmless(value) if isinstance(value, str) else value
            for field, value in row.items()
        }

    @classmethod
    def may(cls, user: "User | AnonymousUser") -> bool:
        """Return whether this person may look at it."""
        return user.has_perm(cls.permission)

    @classmethod
    def urls(cls) -> list[URLPattern]:
        """Return the addresses of the report and of its list alone."""
        names = {
            "index_url_name": f"report_{cls.slug}",
            "index_results_url_name": f"report_{cls.slug}_results",
        }
        here = f"informes/{cls.slug}/"
        return [
            path(here, cls.as_view(**names), name=names["index_url_name"]),
            path(
                f"{here}results/",
                cls.as_view(results_only=True, **names),
                name=names["index_results_url_name"],
            ),
        ]

    @classmethod
    def menu_item(cls, order: int) -> MenuItem:
        """Return the entry in the menu of reports."""
        return _ReportMenuItem(cls, order)


class _ReportMenuItem(MenuItem):
    def __init__(self, report: type[TeamReportView], order: int) -> None:
        super().__init__(
            report.page_title,
            reverse(f"report_{report.slug}"),
            name=f"report-{report.slug}",
            icon_name=report.header_icon,
            order=order,
        )
        self.report = report

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the report would let this person in."""
        return self.report.may(request.user)
