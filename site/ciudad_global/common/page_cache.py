"""Pages that are the same for everybody, kept for a moment around Django (ADR 23).

It obeys what a shared HTTP cache obeys: an answer is kept only when nothing in it says otherwise.
"""

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import monotonic
from typing import Any

from django.http import parse_cookie

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Headers = list[tuple[str, str]]
# Scheme, host, path and query.
Key = tuple[str, str, str, str]

# Kept at most: with 30 kB a page and its compressed twin, some 12 MB a process.
ENTRIES = 300
LARGEST = 1_000_000  # bytes of a page
LONGEST = 500  # characters of an address
KINDS = ("text/html", "application/atom+xml", "application/xml", "text/plain")
# These change what a view answers, or which part of it.
PASSED_ON = ("HTTP_HX_REQUEST", "HTTP_RANGE", "HTTP_AUTHORIZATION")
# What an answer may vary by: no cookie that matters was sent, the other two are handled here.
VARIES = {"cookie", "accept-encoding"}


@dataclass(slots=True)
class Entry:
    """One page. `fresh_until` is moved by whoever goes to make it anew."""

    headers: Headers
    body: bytes
    packed: bytes
    etag: str
    fresh_until: float
    ends: float


class PageCache:
    """A WSGI application around another: answers again what was answered a moment ago.

    An entry is fresh for `seconds`. After that the first who asks makes it anew, while the others
    get the old one for as long again. `cookies` are those whose sender is never answered from here.
    """

    def __init__(self, application: Application, *, seconds: float, cookies: Iterable[str]) -> None:
        self.application = application
        self.seconds = seconds
        self.cookies = frozenset(cookies)
        self.entries: OrderedDict[Key, Entry] = OrderedDict()
        self.lock = threading.Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer the request."""
        key = self._key(environ)
        if key is None:
            return self.application(environ, start_response)
        if entry := self._found(key):
            return _answer(entry, environ, start_response)
        return self._made(key, environ, start_response)

    def _key(self, environ: Environ) -> Key | None:
        """Return what tells pages apart; None where nothing may be kept."""
        if environ["REQUEST_METHOD"] != "GET" or any(name in environ for name in PASSED_ON):
            return None
        cookies = environ.get("HTTP_COOKIE")
        if cookies and not self.cookies.isdisjoint(parse_cookie(cookies)):
            return None
        path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
        if len(path) + len(query) > LONGEST:
            return None
        scheme = environ.get("HTTP_X_FORWARDED_PROTO") or environ["wsgi.url_scheme"]
        return (scheme, environ.get("HTTP_HOST") or "", path, query)

    def _found(self, key: Key) -> Entry | None:
        """Return the page to answer with; None where the caller has to make it."""
        now = monotonic()
        with self.lock:
            entry = self.entries.get(key)
            if entry is None or now >= entry.ends:
                return None
            if now >= entry.fresh_until:
                entry.fresh_until = entry.ends
                return None
            self.entries.move_to_end(key)
            return entry

    def _made(self, key: Key, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Ask the application, and keep what it answers where that may be kept."""
        said: list[Any] = []
        answer = self.application(environ, lambda *args: said.extend(args))
        status, headers = said[0], said[1]
        if not _may_be_kept(status, headers):
            start_response(*said)
            return answer
        try:
            body = b"".join(answer)
        finally:
            close = getattr(answer, "close", None)
            if close:
                close()
        entry = _entry(headers, body, self.seconds)
        with self.lock:
            self.entries[key] = entry
            self.entries.move_to_end(key)
            while len(self.entries) > ENTRIES:
                self.entries.popitem(last=False)
        return _answer(entry, environ, start_response)


def _may_be_kept(status: str, headers: Headers) -> bool:
    known = {name.lower(): value.lower() for name, value in headers}
    control = known.get("cache-control", "")
    varies = {name.strip() for name in known.get("vary", "").split(",") if name.strip()}
    return (
        status.startswith("200 ")
        and known.get("content-type", "").startswith(KINDS)
        and int(known.get("content-length") or LARGEST + 1) <= LARGEST
        and not any(word in control for word in ("private", "no-store", "no-cache"))
        and "set-cookie" not in known
        and "content-encoding" not in known
        and varies <= VARIES
    )


def _entry(headers: Headers, body: bytes, seconds: float) -> Entry:
    replaced = {"content-length", "etag", "vary", "cache-control"}
    kept = [(name, value) for name, value in headers if name.lower() not in replaced]
    etag = f'W/"{hashlib.sha256(body).hexdigest()[:24]}"'
    # A browser keeps it and asks each time whether it is still the same.
    kept += [("Vary", "Cookie, Accept-Encoding"), ("Cache-Control", "no-cache"), ("ETag", etag)]
    now = monotonic()
    return Entry(kept, body, gzip.compress(body, 6), etag, now + seconds, now + 2 * seconds)


def _answer(entry: Entry, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    if entry.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        start_response("304 Not Modified", entry.headers)
        return ()
    headers, body = entry.headers, entry.body
    if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
        headers, body = [*headers, ("Content-Encoding", "gzip")], entry.packed
    start_response("200 OK", [*headers, ("Content-Length", str(len(body)))])
    return (body,)
