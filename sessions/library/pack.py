"""All papers of a session or an event in one ZIP, sent as it is read: nothing of it is ever held."""

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import PurePath

from django.utils.translation import gettext as _
from zipstream import ZipStream

from cms.file_names import clean_name
from sessions.models import Paper, PaperVersion

CHUNK = 256 * 1024
INDEX = "index.html"


def pack(papers: Iterable[Paper], *, title: str) -> ZipStream:
    """The newest file of each kind and language of `papers`, in their order, with a list of them as a page.

    The papers need versions, authors and persons; whoever calls has checked that all of them may be read.
    """
    archive, taken, lines = ZipStream(sized=False), set(), []
    for paper in papers:
        for version in paper.files_in_force():
            name = _name(paper, version, taken)
            archive.add(_read(version), name)
            lines.append((name, paper))
    archive.add(_index(lines, title), INDEX)
    return archive


def _read(version: PaperVersion) -> Iterator[bytes]:
    """Opened when its turn comes, and closed also where the visitor goes away."""
    with version.file.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _name(paper: Paper, version: PaperVersion, taken: set[str]) -> str:
    """Author, title, kind and language; a number where two would be the same, whatever the case."""
    authors = [author.person.name for author in paper.authors.all()]
    ending = PurePath(version.name).suffix.lower()
    stem = " - ".join([*authors[:1], paper.title[:60], version.kind, version.language])
    name, number = clean_name(f"{stem}{ending}", extension=ending), 1
    while name.casefold() in taken:
        number += 1
        name = clean_name(f"{stem} ({number}){ending}", extension=ending)
    taken.add(name.casefold())
    return name


def _index(lines: list[tuple[str, Paper]], title: str) -> str:
    rows = "".join(
        f'<li><a href="{escape(name)}">{escape(paper.title)}</a><br>'
        f"{escape(', '.join(author.person.name for author in paper.authors.all()))}</li>\n"
        for name, paper in lines
    )
    heading = escape(_("Papers: %(title)s") % {"title": title})
    return f'<!DOCTYPE html>\n<meta charset="utf-8">\n<title>{heading}</title>\n<h1>{heading}</h1>\n<ol>\n{rows}</ol>\n'
