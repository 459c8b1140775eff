"""Files that come with a form: how large they may be, and what a virus scanner says of them."""

import logging
from typing import IO

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)


class Ceiling(FileUploadHandler):
    """Drop a file as soon as it turns out larger than `limit` bytes, and keep the rest of the form.

    Set it as a request's first upload handler before anything reads the POST.
    """

    def __init__(self, request: HttpRequest, limit: int) -> None:
        super().__init__(request)
        self.limit = limit
        self.was_hit = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass the chunk on to the next handler, or give the file up."""
        if start + len(raw_data) > self.limit:
            self.was_hit = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""


class Infected(Exception):
    """Raised by the scanner that UPLOAD_SCAN names when it found something."""


class Unscanned(Exception):
    """Raised when there is a scanner and it could not look."""


def scan(file: IO[bytes]) -> None:
    """Ask the virus scanner, where there is one. Raises Infected, or Unscanned when it fails."""
    if not settings.UPLOAD_SCAN:
        return
    try:
        import_string(settings.UPLOAD_SCAN)(file)
    except Infected:
        raise
    except Exception as error:
        logger.exception("UPLOAD_SCAN failed: no file is taken until it works again")
        raise Unscanned from error
