from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_delete, post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class ConsultationsConfig(AppConfig):
    name = "consultations"
    verbose_name = _("consultas")

    def ready(self) -> None:
        from ciudad_global.moderation.events import decided, hidden
        from consultations import protection, receivers, search_index
        from consultations.models import attachment, export

        user_logged_in.connect(receivers.adopt_drafts)
        user_logged_in.connect(receivers.count_taps)
        post_delete.connect(attachment.discard_with_row, sender=attachment.Attachment)
        for kept in (protection, *search_index.ALL):
            pre_migrate.connect(kept.step_aside, sender=self)
            post_migrate.connect(kept.install, sender=self)
        post_delete.connect(export.discard_with_row, sender=export.Export)
        decided.connect(receivers.tell_of_comment)
        hidden.connect(receivers.outdate_exports)
