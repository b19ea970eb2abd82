"""Papers as references: BibTeX (its manual, "BibTeXing", 1988) and RIS (as reference managers read it)."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from sessions.models import Paper

ESCAPED = {**{letter: f"\\{letter}" for letter in "&%$#_{}"}, "\\": r"\textbackslash{}"}
ESCAPED |= {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def bibtex(papers: Iterable[Paper], link: Callable[[Paper], str]) -> str:
    """`@inproceedings`, one after the other; `link` gives the stable address of each.

    Names of people are kept whole, in braces: which part is the family name, nobody said. The papers need event,
    authors and persons.
    """
    return "\n".join(_bibtex(paper, link(paper)) for paper in papers)


def ris(papers: Iterable[Paper], link: Callable[[Paper], str]) -> str:
    """Records of the type CPAPER, with line ends as the format has them; see `bibtex`."""
    return "\r\n".join(_ris(paper, link(paper)) for paper in papers)


def _bibtex(paper: Paper, url: str) -> str:
    event = paper.event
    authors = " and ".join(f"{{{_escaped(name)}}}" for name in _names(paper))
    fields = {
        "author": authors,
        "title": f"{{{_escaped(paper.title)}}}",
        "booktitle": f"{{{_escaped(event.title)}}}",
        "year": str(event.start_date.year),
        "language": paper.language,
        "url": url,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@inproceedings{{paper-{paper.pk},", *lines, "}", ""])


def _ris(paper: Paper, url: str) -> str:
    event = paper.event
    rows = [
        ("TY", "CPAPER"),
        *(("AU", name) for name in _names(paper)),
        ("TI", paper.title),
        ("T2", event.title),
        ("PY", str(event.start_date.year)),
        ("DA", f"{event.start_date:%Y/%m/%d}"),
        ("LA", paper.language),
        ("UR", url),
        ("AB", paper.abstract),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in rows if value or tag == "ER")


def _names(paper: Any) -> list[str]:
    return [author.person.name for author in paper.authors.all()]


def _escaped(text: str) -> str:
    return "".join(ESCAPED.get(letter, letter) for letter in _one_line(text))


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
