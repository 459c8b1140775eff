"""Looking for practices while a proposal is being written."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from consultations.forms import ProposalForm, typed_in
from consultations.models import Consultation


@require_safe
def practices(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the checkboxes of those that are chosen and of those that have the words; for htmx."""
    consultation = get_object_or_404(Consultation.objects.public(), slug=slug)
    form = ProposalForm(consultation, typed=typed_in(request.GET))
    return render(request, "consultations/practices.html", {"form": form})
