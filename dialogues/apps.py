from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class DialoguesConfig(AppConfig):
    name = "dialogues"
    verbose_name = _("diálogos")

    def ready(self) -> None:
        from dialogues import receivers
        from dialogues.models import PracticePage, SessionPage
        from dialogues.views import wishes

        for signal in (post_save, post_delete):
            signal.connect(receivers.follow_page, sender=SessionPage)
        post_save.connect(receivers.keep_practice, sender=PracticePage)
        user_logged_in.connect(wishes.carry_out)
