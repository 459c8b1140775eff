"""QR codes."""

from io import BytesIO

import segno
from django.http import HttpResponse


def drawn(address: str) -> HttpResponse:
    """Answer with a QR code as SVG; black on white in any colour scheme, or no phone reads it."""
    code, image = segno.make(address, error="m", micro=False), BytesIO()
    code.save(image, kind="svg", xmldecl=False, omitsize=True, nl=False, light="#fff")
    return HttpResponse(image.getvalue(), content_type="image/svg+xml")
