"""How large a file may be, and what a virus scanner says of it."""

from io import BytesIO

import pytest
from django.core.files.uploadhandler import SkipFile
from django.test import RequestFactory

from ciudad_global.common.checks import scanner_exists
from ciudad_global.common.uploads import Ceiling, Infected, Unscanned, scan


def test_a_file_passes_until_it_is_too_large() -> None:
    ceiling = Ceiling(RequestFactory().post("/"), limit=10)
    assert ceiling.receive_data_chunk(b"12345", 0) == b"12345"
    assert ceiling.receive_data_chunk(b"67890", 5) == b"67890"
    assert not ceiling.was_hit
    with pytest.raises(SkipFile):
        ceiling.receive_data_chunk(b"1", 10)
    assert ceiling.was_hit


def test_without_a_scanner_everything_passes() -> None:
    scan(BytesIO(b"anything"))


def finds(file: BytesIO) -> None:
    if b"EICAR" in file.read():
        raise Infected


def fails(file: BytesIO) -> None:
    raise TimeoutError


def test_the_scanner_is_asked(settings) -> None:
    settings.UPLOAD_SCAN = f"{__name__}.finds"
    scan(BytesIO(b"harmless"))
    with pytest.raises(Infected):
        scan(BytesIO(b"EICAR"))


@pytest.mark.parametrize("path", [f"{__name__}.fails", f"{__name__}.nothing", "nothing", "no.such"])
def test_a_scanner_that_cannot_look_lets_nothing_pass(settings, path: str) -> None:
    settings.UPLOAD_SCAN = path
    with pytest.raises(Unscanned):
        scan(BytesIO(b"harmless"))


def test_a_deployment_learns_of_a_path_that_leads_nowhere(settings) -> None:
    assert scanner_exists() == []
    settings.UPLOAD_SCAN = f"{__name__}.finds"
    assert scanner_exists() == []
    settings.UPLOAD_SCAN = "no.such"
    assert [error.id for error in scanner_exists()] == ["ciudad_global.E002"]
