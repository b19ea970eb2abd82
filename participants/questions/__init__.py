"""The kinds of questions that a registration form can ask: each a module of `kinds` with a KIND."""

import pkgutil
from importlib import import_module

from participants.models import Answer

from . import kinds
from .base import Kind

KINDS: dict[str, Kind] = {}
for module in pkgutil.iter_modules(kinds.__path__):
    kind = import_module(f"{kinds.__name__}.{module.name}").KIND
    KINDS[kind.slug] = kind


def words(answer: Answer) -> str:
    """The answer as people read it; needs its question. Of a kind that no longer exists, what was kept."""
    kind = KINDS.get(answer.question.kind)
    return kind.say(answer.value, answer.question) if kind else str(answer.value or "")
