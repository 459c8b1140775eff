"""The open data of a consultation as one signed ZIP."""

import base64
import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings
from django.utils import timezone

import consultations.opinions
from ciudad_global.common import signing
from ciudad_global.common.spreadsheet import harmless
from consultations.models import Consultation, Snapshot
from consultations.models.snapshot import canonical
from consultations.opinions import frozen, verify
from consultations.reports.open_data.tables import Table, tables

LICENCE = "CC-BY-4.0"
_PROGRAM = "verify.pyz"
# Nothing in the ZIP tells when it was written: the same data are the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_BOM = b"\xef\xbb\xbf"
_MAIN = b"import sys\n\nfrom consultations.opinions.verify import main\n\nsys.exit(main())\n"

_READ_ME = """\
{title}
{url}

ES  Datos abiertos de una consulta pública de la Ciudad de México. Licencia CC BY 4.0
    (https://creativecommons.org/licenses/by/4.0/deed.es): cita la fuente y úsalos
    para lo que quieras. No es vinculante y no es una muestra: habla de quienes
    participaron. dictionary.csv explica cada columna. Para comprobarlos hacen falta
    Python, NumPy y cryptography:

EN  Open data of a public consultation of Mexico City. Licence CC BY 4.0
    (https://creativecommons.org/licenses/by/4.0/): name the source and use them for
    whatever you like. It is not binding and not a sample: it speaks of those who took
    part. dictionary.csv explains each column. To check them you need Python, NumPy and
    cryptography:

        python verify.pyz FILE.zip --key KEY.pem

    KEY.pem: {key_url}
"""


class _Bundle:
    """A ZIP that is being written, and the hash of each file in it."""

    def __init__(self, zip_file: ZipFile) -> None:
        self.zip = zip_file
        self.files: dict[str, dict[str, Any]] = {}

    def add(self, name: str, chunks: Iterable[bytes]) -> None:
        """Write a file piece by piece."""
        digest, size = hashlib.sha256(), 0
        with self._open(name) as file:
            for chunk in chunks:
                file.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        self.files[name] = {"sha256": digest.hexdigest(), "bytes": size}

    def sign(self, facts: dict[str, Any]) -> None:
        """Write the manifest, its signature, and the key that made it."""
        manifest = json.dumps(
            facts | {"files": self.files}, ensure_ascii=False, indent=1, sort_keys=True
        ).encode()
        for name, content in (
            (verify.MANIFEST, manifest),
            (verify.SIGNATURE, base64.b64encode(signing.sign(manifest))),
            (verify.KEY, signing.public_key()),
        ):
            with self._open(name) as file:
                file.write(content)

    @contextmanager
    def _open(self, name: str) -> Iterator[IO[bytes]]:
        info = ZipInfo(name, _EPOCH)
        info.compress_type, info.external_attr = ZIP_DEFLATED, 0o644 << 16
        with self.zip.open(info, "w", force_zip64=True) as file:
            yield file


def write(file: IO[bytes], snapshot: Snapshot, *, excel: bool = False) -> None:
    """Write the export that belongs to these figures; with `excel`, tables start with a BOM.

    Memory does not grow with the data: rows are read and written a few thousand at a time.
    """
    consultation = snapshot.consultation
    page = consultation.page
    facts = {
        "format": 1,
        "consultation": consultation.slug,
        "title": page.title if page else consultation.title,
        "url": page.full_url if page else settings.BASE_URL,
        "licence": LICENCE,
        "engine": frozen.ENGINE,
        "snapshot": {"sha256": snapshot.sha256, "taken_on": _day(snapshot)},
    }
    with ZipFile(file, "w") as zip_file:
        bundle = _Bundle(zip_file)
        bundle.add("README.txt", [_READ_ME.format(key_url=signing.key_url(), **facts).encode()])
        held = tables(snapshot)
        bundle.add("dictionary.csv", _csv(_dictionary(held), excel))
        bundle.add(verify.RESULTS, [canonical(snapshot.figures)])
        bundle.add("phases.json", [_phases(consultation)])
        for table in held:
            bundle.add(table.name, _csv(_with_header(table, consultation, snapshot), excel))
        bundle.add(_PROGRAM, [program()])
        bundle.sign(facts)


def _day(snapshot: Snapshot) -> str:
    return timezone.localtime(snapshot.taken_at).date().isoformat()


def _dictionary(held: Iterable[Table]) -> Iterator[Iterable[str]]:
    yield "file", "column", "es", "en"
    for table in held:
        for column in table.columns:
            yield table.name, column.name, column.es, column.en


def _with_header(
    table: Table, consultation: Consultation, snapshot: Snapshot
) -> Iterator[Iterable[Any]]:
    yield [column.name for column in table.columns]
    yield from table.rows(consultation, snapshot)


def _csv(rows: Iterable[Iterable[Any]], excel: bool) -> Iterator[bytes]:
    """Yield a table in pieces of about a hundred rows."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    if excel:
        yield _BOM
    for number, row in enumerate(rows, 1):
        writer.writerow([harmless(cell) for cell in row])
        if number % 100 == 0:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def _phases(consultation: Consultation) -> bytes:
    phases = [
        {
            "kind": phase.kind,
            "name_es": phase.name_es,
            "name_en": phase.name_en,
            "starts_at": phase.starts_at.isoformat(),
            "ends_at": phase.ends_at.isoformat(),
            "allows": list(phase.allows),
        }
        for phase in consultation.phases.in_order()
    ]
    return json.dumps(phases, ensure_ascii=False, indent=1).encode()


def program() -> bytes:
    """Return the program that checks an export, with the mathematics it needs, as a zipapp."""
    source = Path(consultations.opinions.__file__).parent
    modules = {
        f"consultations/opinions/{one.name}": one.read_bytes() for one in source.glob("*.py")
    }
    modules |= {"consultations/__init__.py": b"", "__main__.py": _MAIN}
    archive = io.BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as zip_file:
        for name in sorted(modules):
            zip_file.writestr(ZipInfo(name, _EPOCH), modules[name], ZIP_DEFLATED)
    return b"#!/usr/bin/env python3\n" + archive.getvalue()
