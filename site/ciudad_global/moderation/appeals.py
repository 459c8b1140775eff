"""Appeals as pages show them."""

from django.db.models import Count, Q
from django.utils import timezone

from ciudad_global.common import keyset
from ciudad_global.moderation import permissions
from ciudad_global.moderation.models import Appeal, Case, Decision, ModeratedContent
from ciudad_global.moderation.models.appeal import AppealQuerySet
from ciudad_global.moderation.states import APPEALABLE
from ciudad_global.users.models import User

PAGE_SIZE = 30


def visible_to(user: User) -> AppealQuerySet:
    """Return the appeals that this person may read."""
    found = Appeal.objects.select_related(
        "author",
        "decided_by",
        "decision__moderator",
        "decision__batch",
        "decision__sanction__user",
        "decision__case__consultation",
        "decision__case__proposal",
        "decision__case__comment__proposal",
        "decision__case__floor__encounter",
        "decision__case__question",
    )
    if permissions.reads_everything(user):
        return found
    cases = Case.objects.assigned_to(user).values("pk")
    about_nothing_written = Q(decision__case=None, decision__sanction__case=None)
    return found.filter(
        Q(decision__case__in=cases) | Q(decision__sanction__case__in=cases) | about_nothing_written
    )


def page(user: User, *, answered: bool, after: str = "", before: str = "") -> keyset.Page[Appeal]:
    """Return one page of what waits, first what is due first, or of what was answered, newest
    first (one query).
    """
    found = visible_to(user)
    found = found.exclude(outcome="") if answered else found.waiting()
    by = "-decided_at" if answered else "due_at"
    return keyset.page(found, by=by, size=PAGE_SIZE, after=after, before=before)


def waiting_about(case: Case) -> Appeal | None:
    """Return the appeal that waits for an answer about this case, if any does."""
    return Appeal.objects.waiting().filter(decision__case=case).first()


def figures(user: User) -> dict[str, int]:
    """Return how many wait that this person may read and did not decide, and how many of these
    are late: "appeals" and "late_appeals" (one query).
    """
    found = visible_to(user).waiting().exclude(decision__moderator=user)
    late = Q(due_at__lt=timezone.now())
    return found.aggregate(appeals=Count("pk"), late_appeals=Count("pk", filter=late))


def latest_about(content: ModeratedContent) -> Decision | None:
    """Return the last decision against what somebody wrote, taken back ones left out."""
    about = {f"case__{content._meta.model_name}": content}
    found = Decision.objects.filter(**about, outcome__in=APPEALABLE, undone__isnull=True)
    return found.order_by("-pk").first()
