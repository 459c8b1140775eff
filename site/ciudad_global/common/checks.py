"""What a deployment must not be like (`manage.py check --deploy`)."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security, deploy=True)
def no_demonstration(**kwargs: Any) -> list[Error]:
    """Refuse the mode in which anybody signs in with any role and reads every mail."""
    if not settings.DEMONSTRATION:
        return []
    return [
        Error(
            "DEMONSTRATION is on: anybody could sign in with any role and read every mail.",
            hint="Set DEMONSTRATION=false.",
            id="ciudad_global.E001",
        )
    ]
