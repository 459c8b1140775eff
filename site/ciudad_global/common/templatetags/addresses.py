"""Addresses as other sites need them."""

from typing import Any

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def absolute(context: dict[str, Any], path: str) -> str:
    """Return the whole address of a path on this site."""
    address: str = context["request"].build_absolute_uri(path)
    return address
