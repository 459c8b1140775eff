from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class ConsultationsConfig(AppConfig):
    name = "consultations"
    verbose_name = _("consultas")

    def ready(self) -> None:
        from consultations import search_index

        pre_migrate.connect(search_index.step_aside, sender=self)
        post_migrate.connect(search_index.install, sender=self)
