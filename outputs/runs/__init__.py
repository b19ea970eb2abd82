"""What is printed for many people at once, one module each with a `RUN`. Adding one is adding a module."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from .base import Run

__all__ = ["RUNS", "Run"]


def _runs() -> dict[str, Run]:
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    return {module.RUN.kind: module.RUN for module in modules if hasattr(module, "RUN")}


RUNS = _runs()
