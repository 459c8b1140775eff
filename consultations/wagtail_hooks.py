"""What this section adds to Wagtail."""

from collections.abc import Iterator
from functools import partial

from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from ciudad_global.common.backoffice import steps
from ciudad_global.common.http import TeamRequest
from ciudad_global.users.models import User
from consultations.backoffice import policies
from consultations.backoffice.choosers import (
    CommentChooserViewSet,
    ProposalChooserViewSet,
    source_comments,
    source_proposals,
)
from consultations.backoffice.consultation import DeleteConsultations
from consultations.backoffice.panels import ConsultationsPanel
from consultations.backoffice.reports import REPORTS
from consultations.backoffice.response import PublishResponses
from consultations.backoffice.viewsets import ConsultationsGroup
from consultations.models import (
    Commitment,
    CommitmentUpdate,
    Consultation,
    ConsultationPage,
    Response,
    Snapshot,
)

# Before the viewsets: they would register Wagtail's default.
register_permission_policy(Consultation, policies.ConsultationPolicy(Consultation))
for answer in (Response, Commitment, CommitmentUpdate):
    register_permission_policy(answer, policies.AnswerPolicy(answer))
register_permission_policy(Snapshot, policies.ReadOnlyPolicy(Snapshot))

register_snippet(ConsultationsGroup)


@hooks.register("register_log_actions")
def logged_steps(actions: LogActionRegistry) -> None:
    """Name the steps that the log keeps with who took them."""
    actions.register_action(steps.PUBLISH, _("Publicar"), _("Publicada"))
    actions.register_action(steps.CLOSE, _("Cerrar"), _("Cerrada"))
    actions.register_action(steps.ARCHIVE, _("Archivar"), _("Archivada"))
    actions.register_action(steps.SEAL, _("Sellar"), _("Propuesto o confirmado el sello"))
    actions.register_action(steps.TAKE_BACK, _("Retirar"), _("Retirada"))


hooks.register("register_bulk_action", PublishResponses)
# After Wagtail's own: the last one of a name wins.
hooks.register("register_bulk_action", DeleteConsultations, order=100)


@hooks.register("register_admin_viewset")
def proposal_chooser() -> ProposalChooserViewSet:
    """Let forms choose a proposal."""
    return ProposalChooserViewSet("proposal_chooser", url_prefix="elegir-propuesta")


@hooks.register("register_admin_viewset")
def source_choosers() -> list[ProposalChooserViewSet | CommentChooserViewSet]:
    """Let commitments choose what they come from."""
    return [source_proposals, source_comments]


@hooks.register("register_page_header_buttons")
def way_to_the_checklist(
    page: Page, user: User, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Lead from a consultation's page to what is left to look at before it opens."""
    if isinstance(page, ConsultationPage) and page.consultation_id:
        viewset = Consultation.snippet_viewset
        url = reverse(viewset.get_url_name("checklist"), args=[page.consultation_id])
        yield Button(_("Antes de abrir"), url=url, icon_name="list-ul", priority=5)


@hooks.register("register_admin_urls")
def report_addresses() -> list[URLPattern]:
    """Return where the reports are."""
    return [url for report in REPORTS for url in report.urls()]


for place, report in enumerate(REPORTS):
    hooks.register("register_reports_menu_item", partial(report.menu_item, 100 + place))


@hooks.register("construct_homepage_panels")
def panel(request: TeamRequest, panels: list[Component]) -> None:
    """Show how consultations stand to whoever reads their processes."""
    if request.user.has_perm("consultations.view_consultation"):
        panels.append(ConsultationsPanel())
