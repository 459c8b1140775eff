from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "ciudad_global.notifications"
    verbose_name = _("avisos")

    def ready(self) -> None:
        from ciudad_global.moderation.events import decided, undone
        from ciudad_global.notifications import receivers

        decided.connect(receivers.tell_author)
        undone.connect(receivers.take_back)
