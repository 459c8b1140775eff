"""Join the sections' addresses."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from ciudad_global.users.views import gate
from home.backoffice import update_translations

translations_report = RedirectView.as_view(pattern_name="report_traducciones")

handler400 = "home.views.errors.bad_request"
handler403 = "home.views.errors.forbidden"
handler404 = "home.views.errors.not_found"
handler429 = "home.views.errors.too_many"  # allauth asks for it
handler500 = "home.views.errors.broken"

urlpatterns = [
    path("", include("home.urls")),
    # Wagtail's own pages would take a password, without limits or a second factor.
    path("admin/login/", gate),
    # wagtail-localize shows its reports to everybody: ours knows who may look at what.
    path("admin/localize/reports/translations/", translations_report),
    path("admin/localize/reports/translations/results/", translations_report),
    path("admin/localize/update/<int:translation_source_id>/", update_translations),
    path("admin/", include(wagtailadmin_urls)),
    path("documentos/", include(wagtaildocs_urls)),
    *i18n_patterns(
        path("cuenta/", include("ciudad_global.users.account_urls")),
        path("perfil/", include("ciudad_global.users.urls")),
        path("", include("home.page_urls")),
        path("moderacion/", include("ciudad_global.moderation.urls")),
        path("decisiones/", include("ciudad_global.moderation.decision_urls")),
        path("", include("ciudad_global.notifications.urls")),
        path("", include("consultations.urls")),
        path("", include("dialogues.urls")),
        path("_util/login/", gate),
        path("", include(wagtail_urls)),
    ),
]
if settings.SERVE_MEDIA:
    urlpatterns.insert(
        0, path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}, name="media")
    )
if settings.DEMONSTRATION:
    urlpatterns.insert(0, path("correo/", include("ciudad_global.notifications.mail_urls")))
