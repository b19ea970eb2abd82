"""What live blocks made of the record a moment ago, kept for previews: a change of prose changes none of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.core.cache import cache

from outputs.blocks import Context
from outputs.blocks.base import Resolved
from outputs.models import LastReading, Output
from outputs.resolve import resolve_live

SECONDS = 90


class Pieces:
    """To be given to `resolve` as `live`. What was decided about recommendations counts at once; a change of the record
    within SECONDS, or at once where it is `fresh`. `keep` must be called afterwards.
    """

    def __init__(self, output: Output, *, fresh: bool = False) -> None:
        decided = sorted(output.dispositions.values_list("recommendation", "verdict", "position", "heading"))
        pinned = list(LastReading.objects.filter(output=output).values_list("pinned", flat=True))
        about = json.dumps([output.language, output.state, decided, pinned], sort_keys=True)
        self.key = f"pieces-{output.pk}-{hashlib.sha256(about.encode()).hexdigest()}"
        self.known: dict[str, list[Resolved]] = {} if fresh else cache.get(self.key) or {}
        self.is_whole = True

    def __call__(self, name: str, value: Any, context: Context) -> Iterable[Resolved]:
        key = json.dumps([name, context.prefix, dict(value)], default=str, sort_keys=True)
        if key not in self.known:
            self.known[key], self.is_whole = list(resolve_live(name, value, context)), False
        return self.known[key]

    def keep(self) -> None:
        if not self.is_whole:
            cache.set(self.key, self.known, SECONDS)
