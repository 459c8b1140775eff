"""Finding residents' content from Wagtail's forms."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.chooser import ChosenMultipleView, ChosenView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from consultations.models import Proposal
from consultations.models.proposal import ProposalQuerySet


class ProposalChosenView(ChosenView):
    """Tells the title of what could be chosen, and of nothing that waits for a moderator."""

    def get_object(self, pk: Any) -> Proposal:
        return Proposal.objects.published().get(pk=pk)


class ProposalsChosenView(ChosenMultipleView):
    """The same for several."""

    def get_objects(self, pks: list[str]) -> ProposalQuerySet:
        return Proposal.objects.published().filter(pk__in=pks)


class ProposalChooserViewSet(ChooserViewSet):
    """Finds the proposal that a response answers."""

    model = Proposal
    icon = "doc-full"
    choose_one_text = _("Elegir una propuesta")
    choose_another_text = _("Elegir otra propuesta")
    page_title = _("Elegir una propuesta")
    chosen_view_class = ProposalChosenView
    chosen_multiple_view_class = ProposalsChosenView

    def get_object_list(self) -> Any:
        """Return what the public can read and nobody answered yet."""
        return (
            Proposal.objects.published()
            .filter(response=None)
            .select_related("consultation")
            .order_by("-pk")
        )
