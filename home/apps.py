from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("inicio")

    def ready(self) -> None:
        from wagtail.models import Revision
        from wagtail.signals import page_published

        from home import receivers

        post_save.connect(receivers.publish_later, sender=Revision)
        page_published.connect(receivers.expire_later)
