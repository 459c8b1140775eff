"""Whose videos may stand in a page, and what that page is allowed."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from ciudad_global.common.blocks import EmbedBlock
from ciudad_global.common.embeds import player
from tests.factories import pages


@pytest.mark.parametrize(
    ("address", "played"),
    [
        (
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3s",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1",
        ),
        (
            "https://youtu.be/dQw4w9WgXcQ?si=x",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1",
        ),
        (
            "https://vimeo.com/76979871",
            "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1",
        ),
        ("http://youtu.be/dQw4w9WgXcQ", None),
        ("https://youtube.com.example.org/watch?v=dQw4w9WgXcQ", None),
        ("https://example.org/?u=https://vimeo.com/76979871", None),
        ("https://vimeo.com/76979871\nx", None),
        ("javascript:alert(1)//https://vimeo.com/76979871", None),
    ],
)
def test_only_videos_of_the_listed_sites_have_a_player(address: str, played: str | None) -> None:
    found = player(address)
    assert (found and found.url) == played


def test_an_editor_is_told_which_sites_there_are() -> None:
    block = EmbedBlock()
    value = block.to_python({"url": "https://example.org/video", "title": "Un taller"})
    with pytest.raises(ValidationError) as refused:
        block.clean(value)
    assert refused.value.block_errors["url"].messages == [  # type: ignore[attr-defined]
        "Pega la dirección de un video de: YouTube, Vimeo."
    ]


@pytest.mark.django_db
def test_only_a_page_with_a_video_may_open_its_player(client: Client) -> None:
    home = pages.home()
    video = {"url": "https://vimeo.com/76979871", "title": "Un taller"}
    shown = pages.standing(home, slug="video", body=[{"type": "embed", "value": video}])
    other = pages.standing(home, slug="sin-video")
    answer = client.get(shown.get_url())
    assert "frame-src https://player.vimeo.com;" in f"{answer['Content-Security-Policy']};"
    assert "frame-src" not in client.get(other.get_url())["Content-Security-Policy"]
    html = answer.content.decode()
    assert '<a class="embed__open" href="https://vimeo.com/76979871" rel="noreferrer">' in html
    assert "<iframe" not in html
    assert html.count("player.vimeo.com") == 1  # in the data that the click reads
