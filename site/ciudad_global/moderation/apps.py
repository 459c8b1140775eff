from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "ciudad_global.moderation"
    verbose_name = _("moderación")
