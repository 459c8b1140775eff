"""What this section adds to Wagtail."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from dialogues.backoffice import minutes, policies
from dialogues.models import Minutes

# Before the viewsets: they would register Wagtail's default.
register_permission_policy(Minutes, policies.MinutesPolicy(Minutes))

register_snippet(minutes.SessionsGroup)


@hooks.register("register_log_actions")
def logged_steps(actions: LogActionRegistry) -> None:
    """Name the step that only minutes have; the others are those of every section."""
    actions.register_action(minutes.OPEN, _("Abrir a correcciones"), _("Abierta a correcciones"))
