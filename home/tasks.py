"""What the worker does for editors."""

from django.core.management import call_command
from django_tasks import task


@task()
def follow_schedule() -> None:
    """Publish what was approved for a moment that has come; take down what has expired."""
    call_command("publish_scheduled", verbosity=0)
