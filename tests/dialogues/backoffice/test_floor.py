"""Live questions in Wagtail."""

import pytest
from django.test import Client
from django.urls import reverse

from dialogues.models import Floor
from tests.factories import EncounterFactory, FloorFactory, in_role

pytestmark = pytest.mark.django_db
NAMES = "wagtailsnippets_dialogues_floor"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(in_role("editor"))
    return client


def test_it_works(editor: Client) -> None:
    encounter, moderator = EncounterFactory(title="Mesa"), in_role("moderator")
    add = reverse(f"{NAMES}:add")
    assert "Mesa" in editor.get(add).content.decode()
    form = {
        "encounter": encounter.pk,
        "moderators": [moderator.pk],
        "minutes_before": 5,
        "minutes_after": 10,
    }
    assert editor.post(add, form).status_code == 302
    floor = Floor.objects.get()
    assert (floor.encounter, list(floor.moderators.all())) == (encounter, [moderator])
    assert (floor.minutes_before, floor.reviewed_first) == (5, False)


def test_the_session_stays(editor: Client) -> None:
    floor, moderator = FloorFactory(), in_role("moderator")
    form = {
        "encounter": EncounterFactory().pk,
        "moderators": [moderator.pk],
        "minutes_before": 7,
        "minutes_after": 7,
    }
    assert editor.post(reverse(f"{NAMES}:edit", args=[floor.pk]), form).status_code == 302
    changed = Floor.objects.get()
    assert (changed.encounter, changed.minutes_before) == (floor.encounter, 7)


def test_somebody_has_to_moderate(editor: Client) -> None:
    form = {"encounter": EncounterFactory().pk, "minutes_before": 5, "minutes_after": 10}
    assert editor.post(reverse(f"{NAMES}:add"), form).status_code == 200
    assert Floor.objects.count() == 0
