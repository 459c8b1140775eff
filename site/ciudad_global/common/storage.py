"""Static files in production: hashed, compressed, and one stylesheet instead of forty."""

import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

ENTRY = "css/site.css"
IMPORT = re.compile(r'@import url\("(?P<name>[^"]+)"\) layer\((?P<layer>[\w-]+)\);')
URL = re.compile(r'url\("(?!data:|#)(?P<target>[^"]+)"\)')
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)

Paths = dict[str, tuple[Storage, str]]


class StaticStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage that first joins what ``css/site.css`` imports into that file.

    ``@import url("x.css") layer(y)`` becomes ``@layer y { … }``: the same cascade in one request.
    Imported files must not import others; their relative addresses are rewritten.
    """

    support_js_module_import_aggregation = True
    # In our own scripts only: others mention imports in comments, of files that do not exist.
    _js_module_import_aggregation_patterns = (
        "js/*.js",
        CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],
    )

    def post_process(
        self, paths: Paths, dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str | None, bool | Exception]]:
        """Join the stylesheet in place, then hash and compress everything as usual."""
        if ENTRY in paths and not dry_run:
            Path(self.path(ENTRY)).write_text(joined(ENTRY, paths), encoding="utf-8")
            paths = {**paths, ENTRY: (self, ENTRY)}
        yield from super().post_process(paths, dry_run, **options)


def joined(entry: str, paths: Paths) -> str:
    """Return the text of ``entry`` with each import replaced by its file inside its layer."""
    base = dirname(entry)

    def layer(match: re.Match[str]) -> str:
        name = join(base, match["name"])

        def rebased(url: re.Match[str]) -> str:
            return f'url("{normpath(join(dirname(match["name"]), url["target"]))}")'

        return f"@layer {match['layer']} {{\n{URL.sub(rebased, read(name, paths))}}}"

    return IMPORT.sub(layer, read(entry, paths))


def read(name: str, paths: Paths) -> str:
    """Return the source text of a stylesheet without its comments."""
    storage, path = paths[name]
    with storage.open(path) as file:
        return COMMENT.sub("", file.read().decode())
