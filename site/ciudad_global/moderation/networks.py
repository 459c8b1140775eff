"""How many texts came from one network lately. What is kept about it does not outlive the day."""

import hmac
import secrets
from ipaddress import ip_address, ip_network

from django.core.cache import cache
from django.utils import timezone

WINDOW = 10 * 60
_DAY = 24 * 60 * 60


def count(ip: str) -> int:
    """Count one more text from this address's network; return how many there were in the window.

    The network lies in the cache as a hash, under a key of the day that nobody can make again.
    0 when the cache does not answer: nobody is stopped by it.
    """
    try:
        network = ip_network((ip, 24 if ip_address(ip).version == 4 else 48), strict=False)
        now = timezone.now()
        key = cache.get_or_set(f"network-key:{now:%Y%m%d}", lambda: secrets.token_hex(), _DAY)
        name = hmac.digest(str(key).encode(), str(network).encode(), "sha256").hex()[:32]
        name = f"network:{int(now.timestamp()) // WINDOW}:{name}"
        cache.add(name, 0, WINDOW)
        return int(cache.incr(name))
    except Exception:
        return 0
