from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class UsersConfig(AppConfig):
    name = "ciudad_global.users"
    verbose_name = _("personas")

    def ready(self) -> None:
        from ciudad_global.users.search_index import NAMES

        pre_migrate.connect(NAMES.step_aside, sender=self)
        post_migrate.connect(NAMES.install, sender=self)
