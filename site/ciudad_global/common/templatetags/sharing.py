"""What chats, networks and search engines are told of a page."""

from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString
from wagtail.models import Page

from ciudad_global.common import structured
from ciudad_global.common.share_picture import digest

register = template.Library()


@register.simple_tag(takes_context=True)
def share_picture(context: dict[str, Any], title: str) -> str:
    """Return the whole address of the picture of this page or proposal; else of the site's."""
    page, proposal = context.get("page"), context.get("proposal")
    kind, pk = "", None
    if isinstance(page, Page):
        kind, pk = "pagina", page.pk
    elif proposal:
        kind, pk = "propuesta", proposal.pk
    path = static("img/share.png")
    if pk:
        named = {"kind": kind, "pk": pk, "seal": digest(title)}
        path = reverse("home:share_picture", kwargs=named)
    return _absolute(context, path)


@register.simple_tag(takes_context=True)
def alternates(context: dict[str, Any]) -> list[tuple[str, str]]:
    """Return (language, whole address) of what can be read, and `x-default` for anybody else."""
    found = [
        (item["code"], _absolute(context, item["alternate"]))
        for item in context.get("translations", ())
        if item["alternate"]
    ]
    if not found:
        return []
    spoken = dict(found)
    return [*found, ("x-default", spoken.get(settings.LANGUAGE_CODE, found[0][1]))]


@register.simple_tag(takes_context=True)
def structured_data(context: dict[str, Any], title: str) -> SafeString | str:
    """Return what search engines read: `structured` of the view, the crumbs, the questions."""
    base, page = _absolute(context, "/").rstrip("/"), context.get("page")
    home = context.get("home_url", "/")
    nodes: list[structured.Node] = [structured.organisation(base), *context.get("structured", ())]
    if context["request"].path == home:
        nodes.append(structured.website(base, home, reverse("pages:search")))
    elif crumbs := context.get("crumbs"):
        steps = [(crumb["label"], _absolute(context, crumb["url"])) for crumb in crumbs]
        nodes.append(structured.breadcrumb([*steps, (title, base + context["request"].path)]))
    if isinstance(page, Page) and (asked := structured.questions(page)):
        nodes.append(asked)
    return structured.script(nodes)


def _absolute(context: dict[str, Any], path: str) -> str:
    address: str = context["request"].build_absolute_uri(path)
    return address
