from typing import Any

from django.core.management.base import BaseCommand

from ciudad_global.notifications.models import Mail
from ciudad_global.notifications.tasks import attempt


class Command(BaseCommand):
    """For after an outage: what was given up or left by a worker that died goes out too."""

    help = "Deliver every mail that waits, one try each."

    def handle(self, *args: Any, **options: Any) -> None:
        """Try each waiting mail once and say how many went out and how many wait still."""
        waiting = list(Mail.objects.waiting().order_by("pk").values_list("pk", flat=True))
        tried = [mail for pk in waiting if (mail := attempt(pk))]
        sent = sum(mail.sent_at is not None for mail in tried)
        self.stdout.write(f"{sent} sent, {len(tried) - sent} failed.")
