"""Spellings that are made by rule from roots kept as data."""

from __future__ import annotations

from .facts import table

IZE = ("e", "ed", "es", "er", "ers", "ing", "able")
ATION = ("ation", "ations", "ational", "ationally")
YZE = {"yze": "yse", "yzed": "ysed", "yzes": "yses", "yzer": "yser", "yzing": "ysing", "yzers": "ysers"}


def forms_ize() -> dict[str, str]:
    """ "organise", "organised", "organisation" … for each root; the list says which have a noun in -ation."""
    endings = ((root, ending) for root, noun in table("ize") for ending in (IZE + (ATION if noun else ())))
    return {f"{root}is{ending}": f"{root}iz{ending}" for root, ending in endings}


def forms_yse() -> dict[str, str]:
    return {
        root + wrong: root + right
        for root in ("anal", "catal", "paral", "dial", "electrol")
        for wrong, right in YZE.items()
    }
