"""The way to the community rules."""

from django import template

from ciudad_global.moderation import rules

register = template.Library()


@register.simple_tag
def rules_url(reason: str = "", language: str | None = None) -> str:
    """Return the address of the rules, or of the one that this reason names."""
    return rules.url(reason, language)
