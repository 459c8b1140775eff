"""Telling somebody something."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import translate_url
from django.utils import translation
from django.utils.functional import Promise

from ciudad_global.notifications import outbox
from ciudad_global.notifications.models import Notice
from ciudad_global.notifications.words import words
from ciudad_global.users.models import User


def notify(*, user: User, kind: str, facts: dict[str, Any], url: str) -> Notice:
    """Tell a person in the site and by mail, in their language, in the caller's transaction.

    `kind` names `templates/notices/<kind>.txt` and `.html`. `facts` are plain values or lazy
    translations. `url` is a path in the language that is active now.
    """
    url = translate_url(url, user.language)
    with transaction.atomic(), translation.override(user.language):
        facts = {
            name: str(fact) if isinstance(fact, Promise) else fact for name, fact in facts.items()
        }
        said = words(kind, facts)
        frame = {
            "words": said,
            "link": settings.BASE_URL + url,
            "language": user.language,
        }
        outbox.put(
            user=user,
            to=user.email,
            subject=said.subject,
            text=render_to_string("mail/frame.txt", frame),
            html=render_to_string("mail/frame.html", frame),
        )
        return Notice.objects.create(user=user, kind=kind, facts=facts, url=url)
