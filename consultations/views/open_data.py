"""A consultation's open data: what they hold, the file, how to check it."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciudad_global.common import signing
from consultations.models import Consultation, Export
from consultations.reports import overview
from consultations.reports.open_data.tables import TABLES, tables


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what the export holds, or from when on there is one."""
    consultation = get_object_or_404(Consultation.objects.public(), slug=slug)
    question = consultation.page
    exports = {export.excel: export for export in _ready(consultation)}
    language = "en" if request.LANGUAGE_CODE == "en" else "es"
    context = {
        "consultation": consultation,
        "question": question,
        "tone": overview.tone(consultation),
        "export": exports.get(False),
        "excel": exports.get(True),
        "url": reverse("consultations:open_data_zip", args=[slug]),
        "key_url": signing.KEY_PATH,
        "tables": [
            {
                "name": table.name,
                "columns": [
                    {"name": column.name, "holds": getattr(column, language)}
                    for column in table.columns
                ],
            }
            for table in (tables(exports[False].snapshot) if False in exports else TABLES)
        ],
        "crumbs": [
            *([{"label": question.title, "url": question.get_url(request)}] if question else [])
        ],
    }
    return render(request, "consultations/open_data.html", context)


@require_safe
def download(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Hand out the newest export (`?excel=1`: for spreadsheets)."""
    consultation = get_object_or_404(Consultation.objects.public(), slug=slug)
    excel = request.GET.get("excel") == "1"
    export = next((one for one in _ready(consultation) if one.excel is excel), None)
    if export is None:
        raise Http404(_("Todavía no hay datos abiertos de esta consulta."))
    etag = f'"{export.sha256}"'
    response = get_conditional_response(request, etag=etag) or _file(export, slug)
    response.headers["ETag"] = etag
    # Asked for anew each time: what was taken down is gone at once.
    response.headers["Cache-Control"] = "no-cache"
    return response


def _ready(consultation: Consultation) -> list[Export]:
    """Return the exports of the newest figures that have some."""
    if not consultation.shows_totals:
        return []
    found = Export.objects.ready().filter(snapshot__consultation=consultation)
    exports = list(
        found.select_related("snapshot__consultation").order_by("-snapshot__taken_at", "-pk")
    )
    return [one for one in exports if one.snapshot_id == exports[0].snapshot_id]


def _file(export: Export, slug: str) -> FileResponse:
    try:
        content = export.file.open()
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(
        content,
        as_attachment=True,
        filename=f"datos-{slug}{'-excel' if export.excel else ''}.zip",
        content_type="application/zip",
    )
