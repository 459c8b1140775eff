"""How many texts came from one network lately. What is kept about it does not outlive the day."""

from django.core.cache import cache
from django.utils import timezone

from ciudad_global.common import networks

WINDOW = 10 * 60


def count(ip: str) -> int:
    """Count one more text from this address's network; return how many there were in the window.

    0 when the cache does not answer: nobody is stopped by it.
    """
    try:
        window = int(timezone.now().timestamp()) // WINDOW
        name = f"network:{window}:{networks.name(ip)}"
        cache.add(name, 0, WINDOW)
        return int(cache.incr(name))
    except Exception:
        return 0
