"""Elements and their ids. The writer keeps what the metadata has to say of the text."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import Any

from lxml import etree

from ..tree import Recommendation, Source
from ..words import words
from . import names

#: What counts through its siblings even where it has no number of its own, which `nn` says.
HIERARCHY = ("chapter", "section", "subsection", "level", "paragraph", "subparagraph", "point", "indent")


class Writer:
    """Builds elements. `targets` finds the id of an element by the key it has in the tree, `pictures` the address
    that holds a picture by its SHA-256.
    """

    def __init__(self, language: str) -> None:
        self.words = words(language)
        self.targets: dict[str, str] = {}
        self.sources: list[tuple[str, Source]] = []
        self.recommendations: list[tuple[str, Recommendation]] = []
        self.concepts: dict[tuple[str, str], str] = {}
        self.used: Counter[str] = Counter()
        self.pictures: dict[str, str] = {}

    def add(self, parent: Any, tag: str, content: str = "", **attributes: str) -> Any:
        """A new last child of `parent`."""
        element = etree.SubElement(parent, f"{{{names.AKN}}}{tag}")
        element.text = names.text(content) or None
        for name, value in attributes.items():
            element.set(name.rstrip("_"), names.text(value))
        return element

    def named(self, parent: Any, tag: str, key: str = "", number: str = "", **attributes: str) -> Any:
        """A new last child with an eId by the Naming Convention, section 5: that of what it stands in, then its own
        name and number. `key` is its id in the tree, which it keeps as GUID.
        """
        element = self.add(parent, tag, **attributes)
        element.set("eId", self._eid(parent, tag, names.number(number)))
        if key:
            element.set("GUID", names.guid(key))
            self.targets[key] = element.get("eId")
        return element

    def _eid(self, parent: Any, tag: str, number: str) -> str:
        around = (element.get("eId") for element in chain([parent], parent.iterancestors()))
        context = next((f"{eid}__" for eid in around if eid), "")
        name = f"{context}{names.ABBREVIATIONS.get(tag, tag)}"
        if number:
            return self._free(f"{name}_{number}")
        name = f"{name}_nn" if tag in HIERARCHY else name
        self.used[name] += 1
        return self._free(f"{name}_{self.used[name]}")

    def _free(self, eid: str) -> str:
        while self.used[eid]:
            self.used[eid] += 1
            eid = f"{eid}_{self.used[eid]}"
        self.used[eid] += 1
        return eid

    def trace(self, element: Any, node: Any) -> None:
        """Keeps where `node`, which `element` shows, comes from, and what is known of its recommendation."""
        eid = element.get("eId")
        self.sources += [(eid, source) for source in node.sources]
        if known := getattr(node, "recommendation", None):
            self.recommendations.append((eid, known))
            if about := [f"#{self.concept(kind, label)}" for kind, label in subjects(known)]:
                element.set("refersTo", " ".join(about))

    def concept(self, kind: str, label: str) -> str:
        """The eId under which the references of the metadata name a theme, a target, a group or an addressee."""
        if (kind, label) not in self.concepts:
            self.used[kind] += 1
            self.concepts[kind, label] = self._free(f"{kind}_{self.used[kind]}")
        return self.concepts[kind, label]


def subjects(known: Recommendation) -> list[tuple[str, str]]:
    """What a recommendation is about, as kind and label."""
    kinds = (("theme", known.themes), ("sdgTarget", known.sdg_targets), ("group", known.groups))
    return [(kind, label) for kind, labels in kinds for label in labels]
