"""Open data, checked: what was changed is found and named."""

import base64
import csv
import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ciudad_global.common import signing
from consultations.models.snapshot import canonical
from consultations.opinions.verify import main
from tests.consultations.opinions.planted import noise
from tests.consultations.reports.open_data.exports import export, voted

pytestmark = pytest.mark.django_db

Change = Callable[[dict[str, bytes]], None]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return export(voted(), tmp_path)


def changed(path: Path, change: Change, *, signed: bool = False) -> Path:
    """Change files of an export; `signed` makes manifest and signature fit again, with our key."""
    with ZipFile(path) as zip_file:
        files = {name: zip_file.read(name) for name in zip_file.namelist()}
    change(files)
    if signed:
        manifest = json.loads(files["manifest.json"])
        for name in manifest["files"]:
            manifest["files"][name]["sha256"] = hashlib.sha256(files[name]).hexdigest()
        manifest["snapshot"]["sha256"] = manifest["files"]["results.json"]["sha256"]
        files["manifest.json"] = json.dumps(manifest).encode()
        files["manifest.sig"] = base64.b64encode(signing.sign(files["manifest.json"]))
    with ZipFile(path, "w") as zip_file:
        for name, content in files.items():
            zip_file.writestr(name, content)
    return path


def said(path: Path, capsys: Any, *arguments: str) -> tuple[int, list[str]]:
    status = main([str(path), *arguments])
    return status, capsys.readouterr().out.splitlines()


def cell(name: str, row: int, column: str, value: str) -> Change:
    """Return the change of one cell of a table."""

    def change(files: dict[str, bytes]) -> None:
        rows = list(csv.DictReader(io.StringIO(files[name].decode())))
        rows[row][column] = value
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
        files[name] = text.getvalue().encode()

    return change


def figure(change: Callable[[dict[str, Any]], None]) -> Change:
    """Return the change of the figures."""

    def of_files(files: dict[str, bytes]) -> None:
        figures = json.loads(files["results.json"])
        change(figures)
        files["results.json"] = canonical(figures)

    return of_files


def test_it_works(path: Path, capsys: Any) -> None:
    status, lines = said(path, capsys)
    assert (status, lines[-1]) == (0, "coincide")
    assert lines[0] == "12 files are as listed in manifest.json"


def test_without_groups_it_works_as_well(tmp_path: Path, capsys: Any) -> None:
    status, lines = said(export(voted(noise()), tmp_path), capsys)
    assert (status, lines[-1]) == (0, "coincide")


def test_it_takes_the_key_that_the_site_publishes(path: Path, tmp_path: Path, capsys: Any) -> None:
    key = tmp_path / "key.pem"
    key.write_bytes(signing.public_key())
    assert said(path, capsys, "--key", str(key))[0] == 0
    other = Ed25519PrivateKey.generate().public_key()
    key.write_bytes(other.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    status, lines = said(path, capsys, "--key", str(key))
    assert (status, lines[-1]) == (
        1,
        "does not fit: manifest.sig is not the key's signature of manifest.json.",
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            cell("proposals.csv", 0, "title", "Otra"),
            "proposals.csv is not the file that was signed.",
        ),
        (lambda files: files.pop("comments.csv"), "comments.csv is missing."),
        (lambda files: files.update(extra=b""), "extra is not in the manifest."),
        (
            lambda files: files.update({"manifest.json": files["manifest.json"] + b" "}),
            "manifest.sig is not the key's signature of manifest.json.",
        ),
        (lambda files: files.pop("manifest.sig"), "the signature cannot be read"),
    ],
)
def test_what_was_changed_afterwards_is_found(
    path: Path, capsys: Any, change: Change, sentence: str
) -> None:
    status, lines = said(changed(path, change), capsys)
    assert status == 1
    assert lines[-1].startswith(f"does not fit: {sentence}")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (cell("tallies.csv", 0, "agree", "999"), "tallies.csv and results.json count differently."),
        (cell("tallies.csv", 0, "agree", "many"), "something in it cannot be read"),
        (cell("groups.csv", 0, "agree", "999"), "groups.csv and results.json count differently."),
        (
            figure(lambda figures: figures["votes"].update(agree=1)),
            "tallies.csv does not add up to votes.agree of results.json.",
        ),
        (
            figure(lambda figures: figures["opinions"]["statements"][0].update(consensus=1)),
            "another consensus comes out of its counts.",
        ),
        (figure(lambda figures: figures.pop("opinions")), "something in it cannot be read"),
    ],
)
def test_what_was_signed_but_does_not_add_up_is_found(
    path: Path, capsys: Any, change: Change, words: str
) -> None:
    status, lines = said(changed(path, change, signed=True), capsys)
    assert status == 1
    assert words in lines[-1]


def test_what_is_no_export_is_said_in_a_sentence(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "no.zip"
    assert main([str(path)]) == 2
    path.write_text("no")
    assert main([str(path)]) == 2
    with ZipFile(path, "w") as zip_file:
        zip_file.writestr("manifest.json", "[]")
    assert main([str(path)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 3
