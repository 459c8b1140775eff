"""What the demonstration's resident follows."""

from ciudad_global.notifications.models import Follow
from ciudad_global.users.models import User
from consultations.models import Consultation


def write(resident: User, consultations: dict[str, Consultation]) -> None:
    """Follow one consultation that is open, and the most supported answers of one that closed."""
    answered = consultations["care"].proposals.filter(response__published_at__isnull=False)
    Follow.objects.create(user=resident, consultation=consultations["climate"])
    Follow.objects.bulk_create(
        Follow(user=resident, proposal=proposal)
        for proposal in answered.exclude(author=resident).order_by("-agree_count", "pk")[:3]
    )
