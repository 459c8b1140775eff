"""Videos of other sites: which sites, and where their players stand.

Nothing is asked of them: the player's address follows from the video's own.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page


@dataclass(frozen=True, slots=True)
class Provider:
    """A site whose videos may stand in a page; `video` finds the key in a video's address."""

    name: str
    video: re.Pattern[str]
    player: str

    @property
    def host(self) -> str:
        """Return what the policy of a page has to allow."""
        return "/".join(self.player.split("/")[:3])


PROVIDERS = (
    Provider(
        "YouTube",
        re.compile(
            r"https://(?:(?:www\.|m\.)?youtube\.com/(?:watch\?v=|live/|embed/)|youtu\.be/)"
            r"([\w-]{11})(?:[?&#].*)?"
        ),
        "https://www.youtube-nocookie.com/embed/{}?autoplay=1",
    ),
    Provider(
        "Vimeo",
        re.compile(r"https://(?:www\.)?vimeo\.com/(\d{6,12})(?:[?#].*)?"),
        "https://player.vimeo.com/video/{}?autoplay=1&dnt=1",
    ),
)


@dataclass(frozen=True, slots=True)
class Player:
    """Where one video is played, and by whom."""

    provider: Provider
    url: str


def player(address: str) -> Player | None:
    """Return who plays the video at this address; None when no provider that we allow does."""
    for provider in PROVIDERS:
        if found := provider.video.fullmatch(address):
            return Player(provider, provider.player.format(found[1]))
    return None


def hosts(page: Page) -> list[str]:
    """Return the hosts of the players in a page's stories, each once (no query)."""
    stories = (
        getattr(page, field.name)
        for field in page._meta.get_fields()
        if isinstance(field, StreamField)
    )
    return sorted({found.provider.host for story in stories for found in _players(story)})


def _players(story: StreamValue) -> Iterable[Player]:
    # As it is stored: to make the blocks would read all that they point to.
    for block in story.raw_data:
        if block["type"] == "embed" and (found := player(block["value"]["url"])):
            yield found
