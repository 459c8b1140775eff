"""Every mail of the site is first a row, written in the transaction that causes it."""

from collections.abc import Sequence
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from ciudad_global.moderation.models import Decision
from ciudad_global.notifications.models import Mail
from ciudad_global.notifications.tasks import deliver
from ciudad_global.users.models import User


def put(
    *,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    user: User | None = None,
    sender: str = "",
    decision: Decision | None = None,
    not_before: datetime | None = None,
) -> Mail:
    """Write one mail to one address and the task that delivers it: both or none.

    What tells of a decision says so; with `not_before` it waits until then.
    """
    with transaction.atomic():
        mail = Mail.objects.create(
            user=user,
            to=to,
            from_email=sender or settings.DEFAULT_FROM_EMAIL,
            subject=" ".join(subject.split())[:300],
            text=text,
            html=html,
            decision=decision,
            not_before=not_before,
        )
        deliver.using(run_after=not_before).enqueue(mail.pk)
    return mail


class EmailBackend(BaseEmailBackend):
    """Django's mail backend: what Django, allauth and Wagtail send goes to the outbox.

    Each recipient gets a mail of their own. Attachments and extra headers are not kept.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the messages to the outbox; return how many there were."""
        with transaction.atomic():
            for message in email_messages:
                self._put(message)
        return len(email_messages)

    def _put(self, message: EmailMessage) -> None:
        html = next(
            (
                str(content)
                for content, mimetype in getattr(message, "alternatives", ())
                if mimetype == "text/html"
            ),
            "",
        )
        for recipient in message.recipients():
            address = parseaddr(recipient)[1]
            put(
                to=address,
                subject=str(message.subject),
                text=str(message.body),
                html=html,
                # So that the mail goes when the account goes.
                user=User.objects.filter(email=address.lower()).first(),
                sender=message.from_email,
            )
