"""Kinds of output, one module each with a `KIND`. Adding one is adding a module."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from .base import Kind

__all__ = ["KINDS", "Kind"]


def _kinds() -> dict[str, Kind]:
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    return {module.KIND.slug: module.KIND for module in modules if hasattr(module, "KIND")}


KINDS = _kinds()
