"""What a deployment must not be like (`manage.py check`, some with `--deploy`)."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.utils.module_loading import import_string


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


@register
def scanner_exists(**kwargs: Any) -> list[Error]:
    """Refuse a virus scanner that is not there: every file would be turned away."""
    if not settings.UPLOAD_SCAN:
        return []
    try:
        import_string(settings.UPLOAD_SCAN)
    except ImportError as error:
        return [Error(f"UPLOAD_SCAN leads nowhere: {error}", id="ciudad_global.E002")]
    return []
