from django.apps import AppConfig
from django.db.models.signals import post_migrate, post_save, pre_migrate
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("inicio")

    def ready(self) -> None:
        from wagtail.models import Revision, get_page_models
        from wagtail.signals import page_published

        from ciudad_global.common.search.pages import PAGES
        from home import receivers, search_index

        post_save.connect(receivers.publish_later, sender=Revision)
        page_published.connect(receivers.expire_later)
        for model in get_page_models():
            post_save.connect(receivers.keep_text, sender=model)
        pre_migrate.connect(PAGES.step_aside, sender=self)
        post_migrate.connect(PAGES.install, sender=self)
        post_migrate.connect(search_index.catch_up, sender=self)
