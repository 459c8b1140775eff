"""Networks under names that say nothing: whoever reads them cannot find out which ones they are."""

import hmac
import secrets
from ipaddress import ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

_DAY = 24 * 60 * 60


def name(ip: str) -> str:
    """Return what the network of this address is called today.

    A hash of the address's first 24 bits (48 of IPv6) under a key that lies in the cache for a
    day and that nobody can make again. Raises ValueError for what is no address, and whatever the
    cache raises.
    """
    network = ip_network((ip, 24 if ip_address(ip).version == 4 else 48), strict=False)
    today = f"{timezone.now():%Y%m%d}"
    key = cache.get_or_set(f"network-key:{today}", lambda: secrets.token_hex(), _DAY)
    return hmac.digest(str(key).encode(), str(network).encode(), "sha256").hex()[:32]


def of(request: HttpRequest) -> str:
    """Return the name of the network that a request came from; "" when nobody can tell."""
    try:
        return name(get_adapter().get_client_ip(request))
    except Exception:  # no address, or no cache: nobody is stopped by it
        return ""
