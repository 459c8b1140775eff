"""PDF documents: read by qpdf and written anew with the pages and what helps to read them.

What stays is listed, not what goes: of the catalogue, of each page, of the links. After that,
whatever still acts or carries a file is cut off wherever it hangs, and only what can be reached
is written.
"""

from collections.abc import Iterable
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, ObjectSet, Pdf, Stream

from consultations.files import Remade, Unusable, Why

PAGES_LIMIT = 100

pikepdf.settings.set_qpdf_limits(
    flate_max_memory=200_000_000, png_max_memory=200_000_000, parser_max_container_size=500_000
)

CATALOG = {
    *("/Type", "/Pages", "/Lang", "/Outlines", "/Dests", "/Names", "/PageLabels"),
    *("/MarkInfo", "/StructTreeRoot"),  # what screen readers follow
    "/OCProperties",  # which layers are shown
}
PAGE = {
    *("/Type", "/Parent", "/Resources", "/Contents", "/Group", "/Rotate", "/UserUnit"),
    *("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox"),
    *("/Annots", "/StructParents", "/Tabs"),
}
LINK = {"/Type", "/Subtype", "/Rect", "/QuadPoints", "/Border", "/BS", "/C", "/H", "/A", "/Dest",
        "/Contents", "/StructParent"}  # fmt: skip
ACTIONS = {
    *("/JavaScript", "/Launch", "/GoToR", "/GoToE", "/GoToDp", "/GoTo3DView", "/SubmitForm"),
    *("/ImportData", "/ResetForm", "/Hide", "/Named", "/SetOCGState", "/Trans", "/Thread"),
    *("/Rendition", "/Movie", "/Sound", "/RichMediaExecute"),
}
ADDRESSES = ("http://", "https://", "mailto:")
# Notes of the programs that made it; and, of a stream, the file outside that it stands for.
NOTES = {"/Metadata", "/PieceInfo"}
OUTSIDE = {"/F", "/FFilter", "/FDecodeParms", "/Ref", "/OPI"}


def remake(data: bytes) -> Remade:
    """Return the document without scripts, actions, forms, attached files and metadata."""
    if b"%PDF-" not in data[:1024]:
        raise Unusable(Why.NOT_A_DOCUMENT)
    try:
        with Pdf.open(BytesIO(data), attempt_recovery=False) as pdf:
            return Remade(_clean(pdf))
    except pikepdf.PasswordError:
        raise Unusable(Why.LOCKED) from None
    except (pikepdf.PikepdfError, RuntimeError, ValueError, TypeError, KeyError):
        raise Unusable(Why.BROKEN) from None


def _clean(pdf: Pdf) -> bytes:
    if pdf.is_encrypted:
        raise Unusable(Why.LOCKED)
    if not 0 < len(pdf.pages) <= PAGES_LIMIT:
        raise Unusable(Why.TOO_MANY_PAGES if len(pdf.pages) else Why.BROKEN)
    # A form that draws its pages by itself when it is opened: they are not in the file.
    if pdf.Root.get(Name.NeedsRendering) or Name.Collection in pdf.Root:
        raise Unusable(Why.DYNAMIC)
    if Name.AcroForm in pdf.Root:
        pdf.generate_appearance_streams()
    pdf.flatten_annotations()  # what was filled in, signed or marked becomes part of its page
    _keep(pdf.trailer, {"/Root", "/Size"})
    _keep(pdf.Root, CATALOG)
    if Name.Names in pdf.Root:
        _keep(pdf.Root.Names, {"/Dests"})  # where links lead; the rest are scripts and files
    for page in pdf.pages:
        _keep(page.obj, PAGE)
        if Name.Annots in page.obj:
            page.obj.Annots = Array([link for link in page.obj.Annots if _is_link(link)])
            for link in page.obj.Annots:
                _keep(link, LINK)
    _cut(pdf.Root)
    out = BytesIO()
    pdf.save(
        out,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        deterministic_id=True,
    )
    return out.getvalue()


def _keep(holder: Object, names: Iterable[str]) -> None:
    for name in set(holder.keys()) - set(names):
        del holder[name]


def _is_link(annotation: Object) -> bool:
    return isinstance(annotation, Dictionary) and annotation.get(Name.Subtype) == Name.Link


def _cut(root: Object) -> None:
    """Cut off what acts, carries a file or tells of its maker, from all that can be reached."""
    seen, waiting = ObjectSet(), [root]
    while waiting:
        holder = waiting.pop()
        if not seen.add(holder):
            continue
        if isinstance(holder, Array):
            for place in reversed(range(len(holder))):
                if _is_harmful(holder[place]):
                    del holder[place]
            inside = list(holder)
        else:
            unwanted = NOTES | OUTSIDE if isinstance(holder, Stream) else NOTES
            for name, value in list(holder.items()):
                if name in unwanted or _is_harmful(value):
                    del holder[name]
            inside = [value for _name, value in holder.items()]
            if isinstance(holder, Stream) and _is_jpeg(holder):
                holder.write(
                    without_notes(holder.read_raw_bytes()),
                    filter=Name.DCTDecode,
                    decode_parms=holder.get(Name.DecodeParms),  # type: ignore[arg-type]
                )
        waiting += [value for value in inside if isinstance(value, (Array, Dictionary, Stream))]


def _is_harmful(value: object) -> bool:
    if not isinstance(value, (Dictionary, Stream)):
        return False
    if Name.EF in value or Name.JS in value or value.get(Name.Type) == Name.EmbeddedFile:
        return True
    kind = value.get(Name.S)
    if kind == Name.URI:
        return not str(value.get(Name.URI, "")).lower().startswith(ADDRESSES)
    return isinstance(kind, Name) and str(kind) in ACTIONS


def _is_jpeg(stream: Stream) -> bool:
    filters = stream.get(Name.Filter)
    if isinstance(filters, Array) and len(filters) == 1:
        filters = filters[0]
    return bool(filters == Name.DCTDecode)


def without_notes(jpeg: bytes) -> bytes:
    """Return a JPEG without what its camera noted: where, when, with what."""
    kept, at = [jpeg[:2]], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:  # the picture starts
        marker, end = jpeg[at + 1], at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        # APP0 and APP14 say how colours are stored.
        if marker == 0xEE or not (0xE1 <= marker <= 0xEF or marker == 0xFE):
            kept.append(jpeg[at:end])
        at = end
    return b"".join([*kept, jpeg[at:]])
