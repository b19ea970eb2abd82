"""The formats, each a module with a `FORMAT`; the first that recognises a file reads it."""

from importlib import import_module
from pkgutil import iter_modules

from .base import Format

__all__ = ["FORMATS", "Format"]


def _load() -> dict[str, Format]:
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__) if found.name != "base")
    formats = sorted((module.FORMAT for module in modules if hasattr(module, "FORMAT")), key=lambda each: each.rank)
    return {each.name: each for each in formats}


FORMATS = _load()
