"""Finding residents' content from Wagtail's forms: only what the public can read."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views.generic.chooser import (
    ChooseResultsView,
    ChooseView,
    ChosenMultipleView,
    ChosenView,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets import BaseChooser

from consultations import search_index
from consultations.models import Comment, Proposal
from consultations.models.comment import CommentQuerySet
from consultations.models.proposal import ProposalQuerySet

INDEXES = {Proposal: search_index.PROPOSALS, Comment: search_index.COMMENTS}


class WordsForm(BaseFilterForm):
    """Finds by words, as residents' search does."""

    q = forms.CharField(
        label=_("Buscar"), required=False, widget=forms.TextInput(attrs={"maxlength": 200})
    )

    def filter(self, objects: "QuerySet[Any]") -> "QuerySet[Any]":
        """Return those of the rows that match."""
        words = self.cleaned_data["q"]
        if not words:
            return objects
        self.is_searching, self.search_query = True, words
        return INDEXES[objects.model].matching(objects, words)


class InConsultation:
    """Shows what belongs to the consultation that the form has chosen, if it has."""

    filter_form_class = WordsForm
    consultation_path: str

    def filter_object_list(self, objects: Any) -> Any:
        chosen = self.request.GET.get("consultation", "")  # type: ignore[attr-defined]
        if chosen.isdecimal() and len(chosen) < 19:
            objects = objects.filter(**{self.consultation_path: chosen})
        return super().filter_object_list(objects)  # type: ignore[misc]


class ProposalChooseView(InConsultation, ChooseView):
    consultation_path = "consultation"


class ProposalResultsView(InConsultation, ChooseResultsView):
    consultation_path = "consultation"


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
    preserve_url_parameters = ("multiple", "consultation")
    choose_view_class = ProposalChooseView
    choose_results_view_class = ProposalResultsView
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


class SourceProposalChooserViewSet(ProposalChooserViewSet):
    """Finds the proposals that a commitment comes from, answered or not."""

    register_widget = False

    def get_object_list(self) -> Any:
        """Return what the public can read."""
        return Proposal.objects.published().select_related("consultation").order_by("-pk")


def passage(comment: Comment) -> str:
    """Return how a comment is known again: who wrote it, how it begins, and where."""
    return gettext("%(author)s: «%(passage)s», en «%(proposal)s»") % {
        "author": comment.author_name or gettext("Participante"),
        "passage": Truncator(" ".join(comment.body.split())).chars(90),
        "proposal": Truncator(comment.proposal.title).chars(60),
    }


class CommentsTitle:
    """Lists comments by how they begin."""

    @property
    def title_column(self) -> TitleColumn:
        column = super().title_column  # type: ignore[misc]
        column.accessor = passage
        return column

    def apply_object_list_ordering(self, objects: Any) -> Any:
        return objects


class CommentChooseView(CommentsTitle, InConsultation, ChooseView):
    consultation_path = "proposal__consultation"


class CommentResultsView(CommentsTitle, InConsultation, ChooseResultsView):
    consultation_path = "proposal__consultation"


def _comments() -> CommentQuerySet:
    return (
        Comment.objects.published()
        .filter(proposal__in=Proposal.objects.published())
        .select_related("author", "proposal")
        .order_by("-pk")
    )


class CommentChosenView(ChosenView):
    def get_object(self, pk: Any) -> Comment:
        return _comments().get(pk=pk)

    def get_display_title(self, instance: Comment) -> str:
        return passage(instance)


class CommentsChosenView(ChosenMultipleView):
    def get_objects(self, pks: list[str]) -> CommentQuerySet:
        return _comments().filter(pk__in=pks)

    def get_display_title(self, instance: Comment) -> str:
        return passage(instance)


class CommentWidget(BaseChooser):
    def get_display_title(self, instance: Comment) -> str:
        return passage(instance)


class CommentChooserViewSet(ChooserViewSet):
    """Finds the comments that a commitment comes from."""

    model = Comment
    icon = "comment"
    choose_one_text = _("Elegir un comentario")
    choose_another_text = _("Elegir otro comentario")
    page_title = _("Elegir un comentario")
    preserve_url_parameters = ("multiple", "consultation")
    register_widget = False
    base_widget_class = CommentWidget
    choose_view_class = CommentChooseView
    choose_results_view_class = CommentResultsView
    chosen_view_class = CommentChosenView
    chosen_multiple_view_class = CommentsChosenView

    def get_object_list(self) -> Any:
        """Return what the public can read."""
        return _comments()


source_proposals = SourceProposalChooserViewSet(
    "source_proposal_chooser", url_prefix="elegir-propuesta-de-origen"
)
source_comments = CommentChooserViewSet(
    "source_comment_chooser", url_prefix="elegir-comentario-de-origen"
)
