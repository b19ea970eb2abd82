"""What pages say of their own, kept for visitors until something of this app changes.

A page of an event mixes what its organisers wrote, which seldom changes, with what other apps count on it, which
changes with every registration. The first part need not be made again for the second.
"""

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache
from django.utils.translation import get_language

from cms.stamps import Stamp

SECONDS = 60
STAMP = Stamp("cms-stamp", frozenset({"cms"}), but_not=frozenset({"EventLogEntry"}))
Made = TypeVar("Made")


def keep(name: str, make: Callable[[], Made]) -> Made:
    """What `make` returns, made at most once a minute for each language. Only for what every visitor may see."""
    key = f"cms:{STAMP.read()}:{get_language()}:{name}"
    if (kept := cache.get(key)) is None:
        cache.set(key, kept := make(), SECONDS)
    return kept
