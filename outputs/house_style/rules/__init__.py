"""The rules, in modules by subject, each with its `RULES`. Adding some is adding a module."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from ..rule import Rule

__all__ = ["RULES"]


def _rules() -> dict[str, Rule]:
    modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
    return {rule.code: rule for module in modules for rule in module.RULES}


RULES = _rules()
