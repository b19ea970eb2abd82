"""Which document class of the United Nations a kind of output is (AKN4UN, part 2)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Class:
    """`tag` is the document type of the standard, `subtype` and `name` are those of AKN4UN."""

    tag: str
    subtype: str
    name: str


#: A communiqué is agreed on by those who met, as a resolution is; agendas have a class of their own.
CLASSES = {
    "communique": Class("statement", "deliberation", "communique"),
    "provisional_agenda": Class("debateReport", "agenda", "agendaListing"),
    "annotated_agenda": Class("debateReport", "agenda", "agendaAnnotated"),
    "final_report": Class("doc", "report", "finalReport"),
    "session_report": Class("doc", "report", "sessionReport"),
    "working_group_report": Class("doc", "report", "workingGroupReport"),
}


def class_of(kind: str) -> Class:
    """All other kinds are a `doc` that bears their name: aide_memoire is aideMemoire."""
    first, *rest = "".join(c if c.isascii() and c.isalnum() else " " for c in kind).split() or ["document"]
    name = first.lower() + "".join(word.capitalize() for word in rest)
    return CLASSES.get(kind) or Class("doc", name, name)
