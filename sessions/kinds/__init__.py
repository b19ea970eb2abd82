"""The kinds of session, each a module with a `KIND`."""

from importlib import import_module
from pkgutil import iter_modules

from .base import SessionKind


def _load() -> dict[str, SessionKind]:
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__) if found.name != "base")
    return {module.KIND.slug: module.KIND for module in modules}


KINDS = _load()


def choices() -> list[tuple[str, object]]:
    return [(kind.slug, kind.label) for kind in KINDS.values()]
