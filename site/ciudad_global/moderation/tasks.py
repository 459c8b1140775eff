"""What the worker does for moderation."""

from django.apps import apps
from django_tasks import task

from ciudad_global.moderation.models import ModeratedContent
from ciudad_global.moderation.signals import Arrival


@task()
def watch(label: str, pk: int, seconds: float | None, from_network: int) -> None:
    """Look for signals in a text that has arrived or was changed."""
    from ciudad_global.moderation import actions

    model: type[ModeratedContent] = apps.get_model(label)
    content = model._base_manager.select_related("author").filter(pk=pk).first()
    if content:
        actions.notice(content=content, arrival=Arrival(seconds, from_network))
