"""Images and documents of the demonstration's proposals, made anew like everybody's."""

import textwrap
from io import BytesIO

from pikepdf import Dictionary, Name, Pdf

from consultations.files import remake
from consultations.models import Attachment, Proposal
from home.demonstration import pictures
from home.demonstration.texts import ProposalText

A_LETTER = (612, 792)  # points


def attach(proposal: Proposal, text: ProposalText) -> None:
    """Add the pictures that the text names, and the document."""
    for position, name in enumerate(text.facts.get("images", "").split(), start=1):
        drawn = pictures.PICTURES[name]
        image = Attachment(
            proposal=proposal, kind=Attachment.Kind.IMAGE, position=position, text=drawn.alt_es
        )
        _keep(image, pictures.png(name))
    if title := text.facts.get("document"):
        document = Attachment(
            proposal=proposal, kind=Attachment.Kind.DOCUMENT, position=1, text=title
        )
        _keep(document, page(title, text.summary))


def _keep(attachment: Attachment, data: bytes) -> None:
    attachment.store(remake(attachment.kind, data))
    attachment.save()


def page(title: str, text: str) -> bytes:
    """A PDF of one page with a title and a paragraph."""
    pdf = Pdf.new()
    sheet = pdf.add_blank_page(page_size=A_LETTER).obj
    pdf.Root.Lang = "es-MX"
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name.Helvetica,
        Encoding=Name.WinAnsiEncoding,
    )
    sheet.Resources = Dictionary(Font=Dictionary(F=font))
    lines = [(20, line) for line in textwrap.wrap(title, 50)]
    lines += [(12, ""), *((12, line) for line in textwrap.wrap(text, 85))]
    shown = " ".join(
        f"/F {size} Tf {size * 1.5:.0f} TL ({_escaped(line)}) Tj T*" for size, line in lines
    )
    sheet.Contents = pdf.make_stream(f"BT 72 700 Td {shown} ET".encode("cp1252", "replace"))
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def _escaped(line: str) -> str:
    for sign in "\\()":
        line = line.replace(sign, f"\\{sign}")
    return line
