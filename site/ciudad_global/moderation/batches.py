"""Which batches a person may read, and which wait for them."""

from django.db.models import Count, Exists, OuterRef, QuerySet

from ciudad_global.moderation import permissions
from ciudad_global.moderation.models import Batch, BatchItem, Case
from ciudad_global.users.models import User


def visible_to(user: User) -> QuerySet[Batch]:
    """Return the batches of whose cases this person may read every one, with their number."""
    found = Batch.objects.select_related("proposed_by", "decided_by")
    found = found.annotate(number=Count("items__case"))
    if permissions.reads_everything(user):
        return found
    items = BatchItem.objects.filter(batch=OuterRef("pk"))
    return found.exclude(Exists(items.exclude(case__in=Case.objects.assigned_to(user))))


def waiting_for(user: User) -> int:
    """Return how many batches this person could confirm."""
    if not permissions.moderates(user):
        return 0
    found = visible_to(user).filter(state=Batch.State.PROPOSED).exclude(proposed_by=user)
    return found.count()
