from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate


class CommonConfig(AppConfig):
    name = "ciudad_global.common"

    def ready(self) -> None:
        from wagtail import signals
        from wagtail.models import Page

        from ciudad_global.common import (
            append_only,
            checks,  # noqa: F401 - registers itself
        )
        from ciudad_global.common.context import forget

        post_migrate.connect(append_only.install, dispatch_uid="append_only")
        signals.page_published.connect(forget, dispatch_uid="menus")
        signals.page_unpublished.connect(forget, dispatch_uid="menus")
        signals.post_page_move.connect(forget, dispatch_uid="menus")
        post_delete.connect(forget, sender=Page, dispatch_uid="menus")
