"""Who is told anything at all."""

import pytest

from ciudad_global.notifications.actions import notify
from ciudad_global.notifications.models import Mail, Notice
from tests.factories import ResidentFactory

pytestmark = pytest.mark.django_db


def tell(user, **how):
    facts = {"source": "Rampas", "target": "Más rampas", "reason": "Igual.", "yours": "source"}
    return notify(user=user, kind="proposals_merged", facts=facts, url="/es/", **how)


def test_it_works() -> None:
    user = ResidentFactory()
    assert tell(user) == Notice.objects.get(user=user)
    assert Mail.objects.get().to == user.email


def test_a_suspended_account_hears_nothing() -> None:
    assert tell(ResidentFactory(is_active=False)) is None
    assert (Notice.objects.count(), Mail.objects.count()) == (0, 0)


def test_unless_it_is_about_their_own_words() -> None:
    user = ResidentFactory(is_active=False)
    assert tell(user, even_suspended=True) == Notice.objects.get(user=user)
    assert Mail.objects.get().to == user.email
