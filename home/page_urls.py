"""Addresses for people that are not the editors' pages."""

from django.conf import settings
from django.urls import path

from home import components
from home.views import demo, search

app_name = "pages"
urlpatterns = [path("buscar/", search.search, name="search")]
if settings.DEMONSTRATION:
    urlpatterns.append(path("demo/", demo.demo, name="demo"))
if settings.DEBUG or settings.DEMONSTRATION:
    urlpatterns.append(path("componentes/", components.components, name="components"))
