"""What is made of PDF documents, the hostile ones too."""

import zlib
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from consultations import files
from consultations.files import Unusable, Why
from consultations.files.document import PAGES_LIMIT, without_notes
from tests.factories.files import document, paper, picture, saved

SECRET = b"una carga escondida"


def made(data: bytes) -> Pdf:
    """Return the remade document, opened."""
    return Pdf.open(BytesIO(files.remake("document", data).content))


def flat(pdf: Pdf) -> bytes:
    """Return everything that a document says, uncompressed."""
    return saved(
        pdf,
        compress_streams=False,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
    )


def script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert('hola')"))


def annotation(pdf: Pdf, subtype: str, **more: object) -> Dictionary:
    return pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name(subtype), Rect=[10, 10, 90, 30], **more)
    )


def refused(data: bytes) -> Why:
    with pytest.raises(Unusable) as refusal:
        files.remake("document", data)
    return refusal.value.why


def test_it_works() -> None:
    pdf = made(document(pages=3))
    assert len(pdf.pages) == 3
    assert b"(Hola) Tj" in flat(pdf)


def test_the_same_document_is_remade_the_same() -> None:
    sent = document()
    assert files.remake("document", sent) == files.remake("document", sent)


@pytest.mark.parametrize(
    "hide",
    [
        lambda pdf: pdf.Root.__setitem__("/OpenAction", script()),
        lambda pdf: pdf.Root.__setitem__("/AA", Dictionary(WC=script())),
        lambda pdf: pdf.Root.__setitem__(
            "/Names", Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script()])))
        ),
        lambda pdf: pdf.pages[0].obj.__setitem__("/AA", Dictionary(O=script())),
        lambda pdf: pdf.pages[0].obj.__setitem__(
            "/Annots", Array([annotation(pdf, "/Link", A=script())])
        ),
        lambda pdf: pdf.pages[0].obj.__setitem__(
            "/Annots",
            Array(
                [
                    annotation(
                        pdf,
                        "/Link",
                        A=Dictionary(S=Name.URI, URI=String("https://example.org"), Next=script()),
                    )
                ]
            ),
        ),
        lambda pdf: pdf.pages[0].obj.__setitem__(
            "/Annots", Array([annotation(pdf, "/Screen", AA=Dictionary(PV=script()))])
        ),
        lambda pdf: pdf.Root.__setitem__(
            "/Outlines",
            pdf.make_indirect(Dictionary(First=Dictionary(Title=String("Uno"), A=script()))),
        ),
        lambda pdf: pdf.Root.__setitem__(
            "/StructTreeRoot", pdf.make_indirect(Dictionary(K=Array([Dictionary(X=[script()])])))
        ),
        lambda pdf: pdf.trailer.__setitem__("/Algo", script()),
        lambda pdf: pdf.pages[0].obj.Resources.__setitem__(
            "/Properties", Dictionary(MC0=Dictionary(A=script()))
        ),
    ],
)
def test_no_script_survives_wherever_it_hangs(hide) -> None:
    pdf = paper()
    hide(pdf)
    before, after = flat(pdf), flat(made(saved(pdf)))
    assert b"alert" in before
    for word in (b"alert", b"JavaScript", b"/JS", b"/OpenAction"):
        assert word not in after
    assert b"(Hola) Tj" in after


@pytest.mark.parametrize("kind", ["Launch", "GoToR", "GoToE", "SubmitForm", "ImportData", "Named"])
def test_nothing_starts_programs_or_sends_forms(kind: str) -> None:
    pdf = paper()
    action = Dictionary(S=Name(f"/{kind}"), F=String("cmd.exe"), N=Name.Print)
    pdf.pages[0].obj.Annots = Array([annotation(pdf, "/Link", A=action)])
    pdf.Root.OpenAction = action
    after = flat(made(saved(pdf)))
    assert b"cmd.exe" not in after
    assert kind.encode() not in after


def test_no_file_comes_along() -> None:
    pdf = paper()
    pdf.attachments["virus.exe"] = SECRET
    inside = pdf.make_indirect(
        Dictionary(Type=Name.Filespec, F=String("x"), EF=Dictionary(F=pdf.make_stream(SECRET)))
    )
    pdf.Root.AF = Array([inside])
    pdf.pages[0].obj.AF = Array([inside])
    pdf.pages[0].obj.Contents.AF = Array([inside])
    pdf.pages[0].obj.Annots = Array(
        [annotation(pdf, "/FileAttachment", FS=inside), annotation(pdf, "/Link", AF=[inside])]
    )
    before, remade = flat(pdf), made(saved(pdf))
    assert SECRET in before
    assert SECRET not in flat(remade)
    assert not remade.attachments
    assert b"Filespec" not in flat(remade)


def test_a_form_becomes_what_was_filled_in() -> None:
    pdf = paper()
    font = pdf.pages[0].obj.Resources.Font["/F1"]
    look = pdf.make_stream(
        b"/Tx BMC BT /F1 9 Tf (Relleno) Tj ET EMC",
        Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 80, 20],
        Resources=Dictionary(Font={"/F1": font}),
    )  # fmt: skip
    field = annotation(
        pdf, "/Widget", FT=Name.Tx, T=String("nombre"), V=String("Relleno"), F=4,
        AP=Dictionary(N=look), AA=Dictionary(K=script()),
    )  # fmt: skip
    pdf.pages[0].obj.Annots = Array([field])
    pdf.Root.AcroForm = pdf.make_indirect(
        Dictionary(Fields=Array([field]), XFA=pdf.make_stream(b"<xdp:xdp>formulario</xdp:xdp>"))
    )
    remade = made(saved(pdf))
    after = flat(remade)
    assert b"(Relleno) Tj" in after
    for word in (b"AcroForm", b"XFA", b"xdp", b"Widget", b"alert"):
        assert word not in after


def test_links_stay_if_they_lead_to_a_page_or_to_the_web() -> None:
    pdf = paper(2)
    pdf.pages[0].obj.Annots = Array(
        [
            annotation(pdf, "/Link", Dest=Array([pdf.pages[1].obj, Name.Fit])),
            *(
                annotation(pdf, "/Link", A=Dictionary(S=Name.URI, URI=String(address)))
                for address in ("https://cdmx.gob.mx/", "JavaScript:alert(1)", "file:///etc/passwd")
            ),
        ]
    )
    remade = made(saved(pdf))
    links = list(remade.pages[0].obj.Annots)
    assert [Name.Dest in link for link in links] == [True, False, False, False]
    assert [Name.A in link for link in links] == [False, True, False, False]


def test_nothing_tells_who_made_it() -> None:
    pdf = paper()
    pdf.docinfo["/Author"] = "Ana Secreta"
    pdf.Root.Metadata = pdf.make_stream(b"<x>Ana Secreta</x>", Type=Name.Metadata)
    pdf.pages[0].obj.PieceInfo = Dictionary(App=Dictionary(Private=String("Ana Secreta")))
    exif = b"\xff\xe1\x00\x10Exif\0\0secreto."
    jpeg = picture()
    photo = pdf.make_stream(
        jpeg[:2] + exif + jpeg[2:],
        Type=Name.XObject, Subtype=Name.Image, Width=60, Height=40, BitsPerComponent=8,
        ColorSpace=Name.DeviceRGB, Filter=Array([Name.DCTDecode]),
        Metadata=pdf.make_stream(b"Ana Secreta"),
    )  # fmt: skip
    pdf.pages[0].obj.Resources.XObject = Dictionary(Im0=photo)
    remade = made(saved(pdf))
    after = flat(remade)
    assert b"Ana" not in after
    assert b"secreto" not in after
    kept = remade.pages[0].obj.Resources.XObject.Im0
    assert kept.read_raw_bytes() == without_notes(jpeg)
    assert pikepdf.PdfImage(kept).as_pil_image().size == (60, 40)


@pytest.mark.parametrize("jpeg", [b"", b"\xff\xd8", b"\xff\xd8\xff\xe1\x00\x00\x00", b"\0" * 50])
def test_half_a_jpeg_inside_stops_nothing(jpeg: bytes) -> None:
    assert without_notes(jpeg)[:2] == jpeg[:2]


def test_what_screen_readers_follow_stays() -> None:
    pdf = paper()
    pdf.Root.Lang = String("es-MX")
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.StructTreeRoot = pdf.make_indirect(
        Dictionary(Type=Name.StructTreeRoot, K=Array([Dictionary(S=Name.H1)]))
    )
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Introducción", 0))
    remade = made(saved(pdf))
    assert str(remade.Root.Lang) == "es-MX"
    assert remade.Root.StructTreeRoot.K[0].S == Name.H1
    with remade.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Introducción"]


@pytest.mark.parametrize("password", ["", "abierto"])
def test_a_locked_document_is_refused(password: str) -> None:
    lock = pikepdf.Encryption(owner="dueña", user=password)
    assert refused(saved(paper(), encryption=lock)) == Why.LOCKED


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", Why.NOT_A_DOCUMENT),
        (b"<html><script>alert(1)</script></html>", Why.NOT_A_DOCUMENT),
        (picture(), Why.NOT_A_DOCUMENT),
        (b"%PDF-1.7\n" + b"\x93" * 5000, Why.BROKEN),
        (b"%PDF-1.7\n1 0 obj\n" + b"[" * 100_000, Why.BROKEN),
        (document()[:300], Why.BROKEN),
        (saved(pikepdf.Pdf.new()), Why.BROKEN),
        (document(PAGES_LIMIT + 1), Why.TOO_MANY_PAGES),
    ],
    ids=["nothing", "html", "jpeg", "noise", "deep", "half", "no_pages", "too_many"],
)
def test_what_cannot_be_used_says_why(data: bytes, why: Why) -> None:
    assert refused(data) == why


@pytest.mark.parametrize("mark", ["/NeedsRendering", "/Collection"])
def test_a_document_without_its_own_pages_is_refused(mark: str) -> None:
    pdf = paper()
    pdf.Root[mark] = True if mark == "/NeedsRendering" else Dictionary()
    assert refused(saved(pdf)) == Why.DYNAMIC


def packed(spaces: int) -> bytes:
    """Return a document whose objects lie in a stream, followed by so many spaces."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >> ",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >> ",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >> ",
    ]
    places = b"1 0 2 %d 3 %d " % (len(objects[0]), len(objects[0] + objects[1]))
    stream = zlib.compress(places + b"".join(objects) + b" " * spaces)
    out = (
        b"%%PDF-1.5\n4 0 obj\n<< /Type /ObjStm /N 3 /First %d /Filter /FlateDecode /Length %d >>\n"
    )
    out = out % (len(places), len(stream)) + b"stream\n" + stream + b"\nendstream\nendobj\n"
    rows = [(0, 0, 0), (2, 4, 0), (2, 4, 1), (2, 4, 2), (1, 9, 0), (1, len(out), 0)]
    index = b"".join(bytes([a]) + b.to_bytes(4, "big") + bytes([c]) for a, b, c in rows)
    end = b"5 0 obj\n<< /Type /XRef /Size 6 /W [1 4 1] /Root 1 0 R /Length %d >>\n" % len(index)
    return (
        out + end + b"stream\n" + index + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % len(out)
    )


def test_a_document_that_would_fill_the_memory_is_refused() -> None:
    assert len(made(packed(1_000)).pages) == 1
    bomb = packed(300_000_000)
    assert len(bomb) < 400_000
    assert refused(bomb) == Why.BROKEN
