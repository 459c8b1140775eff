"""Reading a file of comma-separated values strictly: what is wrong is told with file and line."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from django.utils import timezone
from rich.progress import Progress

from ciudad_global.common.html import plain, render

_INTEGER = re.compile(r"-?[0-9]{1,15}")
_MOST = 2_147_483_647  # what an integer column holds
_OLDEST = datetime(2000, 1, 1, tzinfo=UTC)


class ImportFailed(Exception):
    """Raised with the sentence for the person at the terminal. Nothing was imported."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record, the line that it starts at and where each column is."""

    path: Path
    line: int
    places: dict[str, int]
    cells: list[str]

    def wrong(self, problem: str) -> ImportFailed:
        """Return the error that names file, line and problem."""
        return ImportFailed(f"{self.path}:{self.line}: {problem}")

    def text(self, column: str) -> str:
        """Return the cell without surrounding space and invisible characters."""
        return plain(self.cells[self.places[column]])

    def integer(self, column: str, least: int = 0, most: int = _MOST) -> int:
        """Return the cell as an integer from `least` to `most`; raise ImportFailed if it is not."""
        cell = self.cells[self.places[column]]
        if not _INTEGER.fullmatch(cell):
            raise self.wrong(f"{column} debe ser un número entero y es «{cell[:40]}»")
        if not least <= int(cell) <= most:
            raise self.wrong(f"{column} debe estar entre {least} y {most} y es {cell}")
        return int(cell)

    def moment(self, column: str) -> datetime:
        """Return the instant of a cell in milliseconds since 1970; raise ImportFailed."""
        milliseconds = self.integer(column, most=10**15)
        try:
            moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
        except (OverflowError, ValueError):
            moment = _OLDEST
        return self.past(column, moment)

    def past(self, column: str, moment: datetime) -> datetime:
        """Return the moment if it lies between the year 2000 and now; raise ImportFailed."""
        if not _OLDEST < moment <= timezone.now():
            raise self.wrong(f"{column} no es una fecha pasada, de 2000 en adelante")
        return moment

    def html(self, body: str, limit: int) -> str:
        """Return the body as clean HTML; raise ImportFailed if it is longer than the limit."""
        try:
            return render(body, limit=limit)
        except ValueError:
            raise self.wrong(f"el texto tiene más de {limit} caracteres") from None


def records(path: Path, progress: Progress) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, cells) of each record that is not blank; raise ImportFailed."""
    if not path.is_file():
        raise ImportFailed(f"{path}: no existe")
    line = 1
    with progress.open(path, "rb", description=path.name) as file:
        reader = csv.reader(_lines(path, file), strict=True)
        try:
            for cells in reader:
                if cells:
                    yield line, cells
                line = reader.line_num + 1
        except csv.Error as error:
            problem = (
                "comillas sin cerrar" if "end of data" in str(error) else f"CSV roto ({error})"
            )
            raise ImportFailed(f"{path}:{line}: {problem}") from None


def rows(path: Path, columns: Sequence[str], progress: Progress) -> Iterator[Row]:
    """Yield the rows below the header, which must have these columns; raise ImportFailed."""
    places: dict[str, int] | None = None
    for line, cells in records(path, progress):
        if places is None:
            places = {name: place for place, name in enumerate(cells)}
            missing = [column for column in columns if column not in places]
            if missing:
                raise ImportFailed(f"{path}:{line}: falta la columna {', '.join(missing)}")
            if len(places) < len(cells):
                raise ImportFailed(f"{path}:{line}: hay dos columnas con el mismo nombre")
        elif len(cells) != len(places):
            raise ImportFailed(
                f"{path}:{line}: tiene {len(cells)} columnas en lugar de {len(places)}"
            )
        else:
            yield Row(path, line, places, cells)
    if places is None:
        raise ImportFailed(f"{path}:1: está vacío")


def shorten(text: str, limit: int) -> str:
    """Return the text on one line and, where it is longer than `limit`, cut at a word with …"""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    at_word = cut.rpartition(" ")[0]
    # Writing without spaces has no word to cut at.
    return (at_word if len(at_word) > limit // 2 else cut).rstrip(" ,.;:") + "…"


def _lines(path: Path, file: BinaryIO) -> Iterator[str]:
    for number, raw in enumerate(file, 1):
        try:
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise ImportFailed(
                f"{path}:{number}: no es UTF-8 (byte {error.start + 1} de la línea)"
            ) from None
        if "\0" in line:
            raise ImportFailed(f"{path}:{number}: tiene un carácter nulo")
        yield line
