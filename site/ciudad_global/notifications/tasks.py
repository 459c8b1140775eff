"""Sending what the outbox holds. Runs in the worker, never inside a request."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from ciudad_global.notifications.models import Mail

TRIES = 12
_CLAIM = timedelta(minutes=10)


@task()
def deliver(mail_id: int) -> None:
    """Deliver a mail; after a failure come back later and later, for about a day."""
    mail = attempt(mail_id)
    if mail and not mail.sent_at and mail.attempts < TRIES:
        pause = timedelta(minutes=min(2**mail.attempts, 240))
        deliver.using(run_after=timezone.now() + pause).enqueue(mail_id)


def attempt(mail_id: int) -> Mail | None:
    """Try to send a mail once; return it, or None when it was sent or somebody is sending it.

    Claiming is one UPDATE and nothing is locked while the mail server talks: on SQLite that
    would stop every other write of the site.
    """
    now = timezone.now()
    one = Mail.objects.filter(pk=mail_id)
    if not one.waiting().update(claimed_until=now + _CLAIM, attempts=F("attempts") + 1):
        return None
    mail = one.get()
    message = EmailMultiAlternatives(
        mail.subject,
        mail.text,
        mail.from_email,
        [mail.to],
        connection=get_connection(settings.OUTBOX_DELIVERY),
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    try:
        message.send()
    except Exception as error:
        # Whatever went wrong, the mail must come back. A server's answer may repeat the address:
        # only the class of the error is kept.
        one.update(claimed_until=None, error=type(error).__name__)
        return mail
    # A body may hold a sign-in code; in the demonstration it is read at /correo/.
    emptied = {} if settings.DEMONSTRATION else {"text": "", "html": ""}
    mail.sent_at = timezone.now()
    one.update(sent_at=mail.sent_at, claimed_until=None, error="", **emptied)
    return mail
