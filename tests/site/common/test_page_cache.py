"""Pages kept around Django."""

import gzip
from collections.abc import Iterable, Iterator
from threading import Event, Thread
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import RequestFactory

from ciudad_global.common import page_cache
from ciudad_global.common.page_cache import PageCache
from ciudad_global.moderation.states import State
from tests.factories import ConsultationFactory, ProposalFactory, ResidentFactory, pages

HTML = [("Content-Type", "text/html; charset=utf-8"), ("Vary", "Cookie")]


class Clock:
    """A clock that moves when it is told to."""

    now = 0.0


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(page_cache, "monotonic", lambda: clock.now)
    return clock


class Counting:
    """An application that says how often it was asked."""

    def __init__(self, headers: Iterable[tuple[str, str]] = HTML, status: str = "200 OK") -> None:
        self.asked, self.headers, self.status = 0, list(headers), status

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        self.asked += 1
        body = f"answer {self.asked}".encode()
        start_response(self.status, [*self.headers, ("Content-Length", str(len(body)))])
        return [body]


def ask(application: Any, path: str = "/es/", method: str = "GET", **environ: str) -> Any:
    """Return status, headers and body of an answer."""
    said: list[Any] = []
    request = RequestFactory().generic(method, path, **environ).environ
    body = b"".join(application(request, lambda *args: said.extend(args)))
    return said[0], dict(said[1]), body


def cached(application: Any, seconds: float = 60) -> PageCache:
    return PageCache(application, seconds=seconds, cookies=("sessionid", "messages"))


def test_it_works() -> None:
    application = Counting()
    around = cached(application)
    answers = [ask(around) for _time in range(3)]
    assert [body for _status, _headers, body in answers] == [b"answer 1"] * 3
    assert answers[0] == answers[2]
    assert application.asked == 1


def test_each_address_is_another_page() -> None:
    around = cached(Counting())
    bodies = [
        ask(around, path, **environ)[2]
        for path, environ in (
            ("/es/", {}),
            ("/en/", {}),
            ("/es/?pagina=2", {}),
            ("/es/", {"HTTP_HOST": "otra.example"}),
            ("/es/", {"HTTP_X_FORWARDED_PROTO": "https"}),
        )
    ]
    assert bodies == [f"answer {number}".encode() for number in range(1, 6)]


def test_a_browser_is_told_that_nothing_changed() -> None:
    around = cached(Counting())
    _status, headers, _body = ask(around)
    assert headers["Cache-Control"] == "no-cache"
    status, again, body = ask(around, HTTP_IF_NONE_MATCH=headers["ETag"])
    assert (status, again["ETag"], body) == ("304 Not Modified", headers["ETag"], b"")


def test_it_is_packed_for_who_can_unpack() -> None:
    around = cached(Counting())
    ask(around)
    _status, headers, body = ask(around, HTTP_ACCEPT_ENCODING="br, gzip")
    assert (headers["Content-Encoding"], gzip.decompress(body)) == ("gzip", b"answer 1")
    assert headers["Content-Length"] == str(len(body))
    assert headers["Vary"] == "Cookie, Accept-Encoding"


@pytest.mark.parametrize(
    "environ",
    [
        {"HTTP_COOKIE": "sessionid=abc"},
        {"HTTP_COOKIE": "_ga=1; messages=abc"},
        {"HTTP_HX_REQUEST": "true"},
        {"HTTP_RANGE": "bytes=0-3"},
        {"HTTP_AUTHORIZATION": "Bearer abc"},
        {"method": "POST"},
        {"method": "HEAD"},
        {"path": "/es/?q=" + "a" * 500},
    ],
)
def test_who_may_see_something_else_is_passed_on(environ) -> None:
    application = Counting()
    around = cached(application)
    path = environ.get("path", "/es/")
    ask(around, path)
    assert ask(around, **environ)[2] == b"answer 2"
    # And nobody else is shown it.
    assert ask(around)[2] in (b"answer 1", b"answer 3")


def test_cookies_that_change_no_page_do_not_matter() -> None:
    around = cached(Counting())
    ask(around)
    assert ask(around, HTTP_COOKIE="_ga=1; tap-12=signed")[2] == b"answer 1"


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        ("404 Not Found", HTML),
        ("302 Found", HTML),
        ("200 OK", [*HTML, ("Set-Cookie", "csrftoken=abc")]),
        ("200 OK", [*HTML, ("Cache-Control", "max-age=0, no-store")]),
        ("200 OK", [*HTML, ("Cache-Control", "private")]),
        ("200 OK", [("Content-Type", "text/html"), ("Vary", "Accept-Language")]),
        ("200 OK", [("Content-Type", "image/webp")]),
        ("200 OK", [*HTML, ("Content-Encoding", "br")]),
    ],
)
def test_what_must_not_be_kept_is_not(status, headers) -> None:
    application = Counting(headers, status)
    around = cached(application)
    answers = [ask(around) for _time in range(2)]
    assert [(answer[0], answer[2]) for answer in answers] == [
        (status, b"answer 1"),
        (status, b"answer 2"),
    ]
    assert not around.entries


def test_it_grows_old(clock) -> None:
    around = cached(Counting(), seconds=2)
    bodies = []
    for clock.now in (0, 1.9, 2.1, 3, 10):
        bodies.append(ask(around)[2])
    assert bodies == [b"answer 1", b"answer 1", b"answer 2", b"answer 2", b"answer 3"]


def test_one_makes_it_anew_while_the_others_read_the_old_one(clock) -> None:
    asked, go_on = Event(), Event()

    def slow(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("200 OK", [*HTML, ("Content-Length", "3")])
        if first.is_set():
            asked.set()
            go_on.wait(10)
            return [b"new"]
        first.set()
        return [b"old"]

    first, answers = Event(), []
    around = cached(slow, seconds=2)
    ask(around)
    clock.now = 3
    making = Thread(target=lambda: answers.append(ask(around)[2]))
    making.start()
    assert asked.wait(10)
    assert ask(around)[2] == b"old"
    go_on.set()
    making.join()
    assert (answers, ask(around)[2]) == ([b"new"], b"new")


def test_the_oldest_pages_go(monkeypatch) -> None:
    monkeypatch.setattr(page_cache, "ENTRIES", 2)
    application = Counting()
    around = cached(application)
    for path in ("/a/", "/b/", "/a/", "/c/", "/a/", "/b/"):
        ask(around, path)
    assert application.asked == 4
    assert [key[2] for key in around.entries] == ["/a/", "/b/"]


@pytest.fixture
def django(db) -> Iterator[Any]:
    """The whole site, which leaves the test's connection open (as Django's test client does)."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in signals:
        signal.connect(close_old_connections)


def test_a_visitor_reads_a_whole_page_without_a_query(
    django, django_assert_num_queries, client
) -> None:
    consultation = ConsultationFactory()
    page = pages.consultation_page(consultation)
    proposal = ProposalFactory(consultation=consultation)
    around = cached(django)
    for address in (page.get_url(), proposal.get_absolute_url(), "/es/buscar/?q=agua"):
        first = ask(around, address)
        with django_assert_num_queries(0):
            assert ask(around, address) == first
        assert first[0] == "200 OK"
    # Whoever has signed in reads what is true now.
    client.force_login(ResidentFactory())
    session = client.cookies["sessionid"].value
    type(proposal).objects.update(state=State.REMOVED)
    status, _headers, _body = ask(
        around, proposal.get_absolute_url(), HTTP_COOKIE=f"sessionid={session}"
    )
    assert status == "410 Gone"


@pytest.mark.parametrize("address", ["/es/cuenta/login/", "/salud/", "/demo/", "/correo/", "/"])
def test_what_differs_from_person_to_person_is_never_kept(django, address) -> None:
    around = cached(django)
    ask(around, address)
    assert not around.entries
