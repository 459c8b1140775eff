"""Addresses for machines: the same in every language."""

from django.contrib.sitemaps import views as sitemaps
from django.urls import path
from django.views.decorators.cache import cache_control

from home.views import files, health, share_picture
from home.views.sitemap import SECTIONS

an_hour = cache_control(public=True, max_age=3600)
maps = {"sitemaps": SECTIONS}

app_name = "home"
urlpatterns = [
    path("salud/", health.health, name="health"),
    path("robots.txt", files.robots, name="robots"),
    path(
        "sitemap.xml",
        an_hour(sitemaps.index),
        {**maps, "sitemap_url_name": "home:sitemap"},
        name="sitemaps",
    ),
    path("sitemap-<section>.xml", an_hour(sitemaps.sitemap), maps, name="sitemap"),
    path(
        "compartir/<slug:kind>/<int:pk>-<slug:seal>.png",
        share_picture.share_picture,
        name="share_picture",
    ),
    path("favicon.ico", files.favicon, name="favicon"),
    path(".well-known/security.txt", files.security, name="security"),
    path(".well-known/open-data-key.pem", files.signing_key, name="signing_key"),
]
