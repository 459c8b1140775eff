"""Addresses for people that are not the editors' pages."""

from django.conf import settings
from django.urls import path

from home import components
from home.views import agenda, demo, network, search

app_name = "pages"
urlpatterns = [
    path("buscar/", search.search, name="search"),
    path("agenda-global/", agenda.agenda, name="agenda"),
    path("agenda-global/<slug:slug>.csv", agenda.review_csv, name="review_csv"),
    path("agenda-global/<slug:slug>.docx", agenda.review_word, name="review_word"),
    path("agenda-global/<slug:slug>/<str:code>/", agenda.goal, name="goal"),
    path("ciudad-en-el-mundo/", network.network, name="network"),
    path("ciudad-en-el-mundo/<slug:slug>/", network.city, name="city"),
]
if settings.DEMONSTRATION:
    urlpatterns.append(path("demo/", demo.demo, name="demo"))
if settings.DEBUG or settings.DEMONSTRATION:
    urlpatterns.append(path("componentes/", components.components, name="components"))
