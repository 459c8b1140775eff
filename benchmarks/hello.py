"""What a request costs that does nothing, behind the whole middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def hello(request: HttpRequest) -> HttpResponse:
    """Answer at once."""
    return HttpResponse("hello")


urlpatterns = [path("hello/", hello)]
