"""Opening and closing a consultation."""

from django.db import transaction
from django.utils import timezone

from consultations.models import Consultation


def publish(*, consultation: Consultation) -> None:
    """Make a draft public; a consultation that is public already stays as it is."""
    with transaction.atomic():
        Consultation.objects.select_for_update().filter(
            pk=consultation.pk, state=Consultation.State.DRAFT
        ).update(state=Consultation.State.PUBLISHED, published_at=timezone.now())
    consultation.refresh_from_db(fields=["state", "published_at"])


def close(*, consultation: Consultation) -> None:
    """Close a public consultation: nothing in it changes any more."""
    with transaction.atomic():
        Consultation.objects.select_for_update().filter(
            pk=consultation.pk, state=Consultation.State.PUBLISHED
        ).update(state=Consultation.State.CLOSED, closed_at=timezone.now())
    consultation.refresh_from_db(fields=["state", "closed_at"])
