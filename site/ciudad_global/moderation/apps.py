from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "ciudad_global.moderation"
    verbose_name = _("moderación")

    def ready(self) -> None:
        from ciudad_global.moderation import legal_moves

        pre_migrate.connect(legal_moves.step_aside, sender=self)
        post_migrate.connect(legal_moves.install, dispatch_uid="legal_moves")
