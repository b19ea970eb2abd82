"""The `meta` of a document and of its annexes: what it is, by whom, since when, what it speaks of, where it is from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from ..tree import Document, Recommendation
from . import names
from .classes import class_of
from .writer import Writer, subjects

SOURCE = "#secretariat"
MEDIA_TYPE = "application/akn+xml"
#: A date is asked for everywhere; this one says that none is known.
UNKNOWN = "0001-01-01"
LIST = {"theme": "themes", "sdgTarget": "sdg-targets", "group": "groups", "addressee": "addressees"}
ONTOLOGY = "/akn/ontology"


class Naming:
    """The IRIs of a document: of the work, of this text in this language, and of this file (NC section 4).

    The work is the same from the first draft to the issued text (AKN4UN, part 3, "Document and logical component"), so
    it is dated by its event.
    """

    def __init__(self, document: Document) -> None:
        self.identity, self.kind = document.identity, class_of(document.kind)
        self.begins = self.identity.begins or self.identity.day or UNKNOWN
        self.day = self.identity.day or self.identity.ends or UNKNOWN
        author = names.slug(document.masthead.organization or document.masthead.body)
        self.event = names.slug(self.identity.event or document.id)
        within = (document.kind, self.identity.part)
        self.number = "-".join([self.event, *map(names.slug, filter(None, within))])
        parts = ("un", self.kind.tag, self.kind.subtype, author, self.begins, self.number)
        self.work = f"/akn/{'/'.join(parts)}"
        self.expression = f"{self.work}/{names.language(document.language)}@{self.day}"


def write_meta(writer: Writer, root: Any, document: Document) -> None:
    """The whole `meta` as first child of `root`; the text must be written before."""
    naming = Naming(document)
    meta = etree.Element(f"{{{names.AKN}}}meta")
    root.insert(0, meta)
    _identification(writer, meta, document, naming, "main")
    _publication(writer, meta, document, naming)
    _classification(writer, meta)
    lifecycle = writer.add(meta, "lifecycle", source=SOURCE)
    writer.add(lifecycle, "eventRef", date=naming.day, type="generation", source="#ro1", eId="e1")
    _analysis(writer, meta)
    _references(writer, meta, document, naming)
    _proprietary(meta, document)


def write_annex_meta(writer: Writer, root: Any, document: Document, component: str) -> None:
    """An annex is a component of its document (NC section 4) and shares its references."""
    _identification(writer, writer.add(root, "meta"), document, Naming(document), component)


def _identification(writer: Writer, meta: Any, document: Document, naming: Naming, component: str) -> None:
    made = writer.add(meta, "identification", source=SOURCE)
    _work(writer, made, document, naming, component)
    expression = _level(writer, made, "Expression", naming.expression, f"{naming.expression}/!{component}")
    _made(writer, expression, naming.day, document.state, "editor")
    writer.add(expression, "FRBRversionNumber", value=str(naming.identity.version))
    writer.add(expression, "FRBRlanguage", language=names.language(document.language))
    file = f"{naming.expression}/!{component}.xml"
    manifestation = _level(writer, made, "Manifestation", f"{naming.expression}.akn", file)
    _made(writer, manifestation, naming.day, "markup", "editor")
    writer.add(manifestation, "FRBRformat", value=MEDIA_TYPE)


def _work(writer: Writer, parent: Any, document: Document, naming: Naming, component: str) -> None:
    made = _level(writer, parent, "Work", naming.work, f"{naming.work}/!{component}")
    _made(writer, made, naming.begins, "event", "author")
    writer.add(made, "FRBRcountry", value="un")
    writer.add(made, "FRBRsubtype", value=naming.kind.subtype)
    writer.add(made, "FRBRnumber", value=document.masthead.symbol or naming.number)
    writer.add(made, "FRBRname", value=document.title)


def _level(writer: Writer, parent: Any, level: str, uri: str, this: str) -> Any:
    made = writer.add(parent, f"FRBR{level}")
    writer.add(made, "FRBRthis", value=this)
    writer.add(made, "FRBRuri", value=uri)
    return made


def _made(writer: Writer, parent: Any, day: str, event: str, role: str) -> None:
    writer.add(parent, "FRBRdate", date=day, name=event)
    writer.add(parent, "FRBRauthor", href=SOURCE, as_=f"#{role}")


def _publication(writer: Writer, meta: Any, document: Document, naming: Naming) -> None:
    numbered = {"number": document.masthead.symbol} if document.masthead.symbol else {}
    writer.add(meta, "publication", date=naming.day, name=naming.kind.name, showAs=document.title, **numbered)


def _classification(writer: Writer, meta: Any) -> None:
    """Themes and targets of the recommendations as keywords of the whole."""
    keywords = [(kind, label) for kind, label in _concepts(writer) if kind in {"theme", "sdgTarget"}]
    if not keywords:
        return
    made = writer.add(meta, "classification", source=SOURCE)
    for kind, label in keywords:
        href, dictionary = f"#{writer.concept(kind, label)}", f"#{LIST[kind]}"
        writer.add(made, "keyword", href=href, value=label, showAs=label, dictionary=dictionary)


def _concepts(writer: Writer) -> Iterator[tuple[str, str]]:
    """In the order in which the text speaks of them, each once."""
    for _eid, known in writer.recommendations:
        for kind, label in [*subjects(known), *(("addressee", label) for label in known.addressees)]:
            writer.concept(kind, label)
    return iter(writer.concepts)


def _analysis(writer: Writer, meta: Any) -> None:
    """Sources are references that the text does not make itself; recommendations have qualities of our own."""
    if not (writer.sources or writer.recommendations):
        return
    made = writer.add(meta, "analysis", source=SOURCE)
    if writer.sources:
        _sources(writer, writer.add(made, "otherReferences", source=SOURCE))
    if writer.recommendations:
        other = writer.add(made, "otherAnalysis", source=SOURCE)
        for eid, known in writer.recommendations:
            _recommendation(writer, other, eid, known)


def _sources(writer: Writer, parent: Any) -> None:
    for eid, source in writer.sources:
        href = names.path(source.url)
        made = writer.add(parent, "implicitReference", **({"href": href} if href else {}), showAs=source.label)
        made.set("for", f"#{eid}")
        made.set(f"{{{names.RECORD}}}kind", names.text(source.kind))
        made.set(f"{{{names.RECORD}}}id", names.text(source.id))


def _recommendation(writer: Writer, parent: Any, eid: str, known: Recommendation) -> None:
    made = etree.SubElement(parent, f"{{{names.RECORD}}}recommendation")
    made.set("for", f"#{eid}")
    for name in ("reference", "verb", "consensus"):
        if value := names.text(getattr(known, name)):
            made.set(name, value)
    if known.withdrawn:
        made.set("withdrawn", "true")
    for kind, label in [*(("addressee", label) for label in known.addressees), *subjects(known)]:
        child = etree.SubElement(made, f"{{{names.RECORD}}}{kind}", href=f"#{writer.concept(kind, label)}")
        child.text = names.text(label)


def _references(writer: Writer, meta: Any, document: Document, naming: Naming) -> None:
    made = writer.add(meta, "references", source=SOURCE)
    masthead = document.masthead
    organization = masthead.organization or masthead.body or document.title
    _reference(writer, made, "original", "ro1", f"{naming.expression}/!main", document.title)
    _top(writer, made, "TLCOrganization", "secretariat", organization)
    _top(writer, made, "TLCEvent", "event", masthead.session or masthead.body or document.title, naming.event)
    for role in ("author", "editor"):
        _top(writer, made, "TLCRole", role, role)
    concepts = list(_concepts(writer))
    for kind in [kind for kind in LIST if any(kind == known for known, _label in concepts)]:
        _top(writer, made, "TLCConcept", LIST[kind], LIST[kind])
    for kind, label in concepts:
        tag = "TLCOrganization" if kind == "addressee" else "TLCConcept"
        _top(writer, made, tag, writer.concept(kind, label), label, f"{LIST[kind]}/{names.slug(label)}")


def _proprietary(meta: Any, document: Document) -> None:
    """Where the text is verified and the SHA-256 of its tree, which the standard has no element for."""
    known = document.verification
    if known.address and known.sha256:
        made = etree.SubElement(meta, f"{{{names.AKN}}}proprietary", source=SOURCE)
        etree.SubElement(made, f"{{{names.RECORD}}}verification", href=known.address, sha256=known.sha256)


def _top(writer: Writer, parent: Any, tag: str, eid: str, label: str, path: str = "") -> None:
    """A "top level class" of the ontology (NC section 4)."""
    href = f"{ONTOLOGY}/{tag.removeprefix('TLC').lower()}/un/{path or names.slug(label)}"
    _reference(writer, parent, tag, eid, href, label)


def _reference(writer: Writer, parent: Any, tag: str, eid: str, href: str, label: str) -> None:
    writer.add(parent, tag, eId=eid, href=href, showAs=label)
