"""Body and record become one numbered document tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeAlias, cast

from django.db.models import Max
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.rich_text import expand_db_html

from cms import wording as cms_wording
from cms.models import Event
from outputs import tree
from outputs.beginning import current_body, current_kind, fill_head
from outputs.blocks import LIVE, PROSE, Context
from outputs.checks.duplicates import unique
from outputs.editing import pasted, pictures, richtext
from outputs.editing.corrections import correction
from outputs.editing.pictures import with_assets
from outputs.issued.verification import verification_of
from outputs.kinds import KINDS
from outputs.models import LastReading, Output
from outputs.parts_of_kinds import Offered
from outputs.record.reading import Reading
from outputs.taken.reading import blocks_of
from outputs.tree import (
    Block,
    Document,
    Identity,
    KeyMessage,
    Masthead,
    Paragraph,
    Quote,
    Section,
    State,
    Verification,
    abbreviations,
    canonical,
    numbering,
)
from outputs.tree.text import clean
from outputs.words import wording
from sessions.models import Session

Live: TypeAlias = Callable[[str, Any, Context], Iterable[Block | Section]]
FRONT, CHAPTER, ANNEX = "front", "chapter", "annex"


def document_of(output: Output) -> Document:
    """The document as it stands: the frozen tree once it is adopted, else assembled anew from body and record.

    The number of queries does not depend on the size of the event.
    """
    if output.frozen:
        document = with_assets(canonical.loads(output.frozen.encode()))
        return replace(document, verification=replace(document.verification, sha256=output.sha256))
    return resolve(output)


def current_of(event: Event, kind: str, session: Session | None = None) -> Output:
    """The draft of a kind that is always current, in the event's language; not saved where nobody asked for a file yet.
    `session` is that of a report of one.

    Two queries at most.
    """
    same = Output.objects.filter(event=event, session=session, kind=kind, language=event.language)
    draft = same.filter(frozen="").order_by("-version").first()
    if draft is None:
        version = (same.aggregate(last=Max("version"))["last"] or 0) + 1
        draft = Output(kind=kind, language=event.language, version=version)
    draft.event, draft.session = event, session or draft.session
    return draft


def resolve(
    output: Output,
    *,
    state: str = "",
    reading: Reading | None = None,
    found: Offered | None = None,
    live: Live | None = None,
) -> Document:
    """Assemble an output that is not frozen, as if it were in `state` (its own where that is empty). The head of one
    that is always current is made anew, too.

    `reading` is the record it is assembled from, that of its event unless given; `found` the kind of what is always
    current, as it is unless given; `live` makes the pieces of a live block of its name, value and context,
    `resolve_live` unless given. Dates are those of the event's time zone, words those of the output's language.
    """
    reading = reading or reading_of(output)
    state = state or output.state
    if KINDS[output.kind].is_current:
        found = found or current_kind(output)
        fill_head(output, found)
    with translation.override(output.language), timezone.override(output.event.tz):
        parts = _Parts(reading, output.language, is_draft=state not in {"adopted", "issued"}, live=live or resolve_live)
        for name, value, key in _blocks(output, found):
            parts.add(name, value, key)
        document = _head(output, state)
        assembled = replace(
            document,
            front=parts.sections(FRONT),
            opening=tuple(parts.opening),
            sections=parts.sections(CHAPTER),
            closing=tuple(parts.closing),
            annexes=parts.sections(ANNEX),
        )
        if parts.abbreviations:
            assembled = abbreviations.placed(assembled, *parts.abbreviations)
    return with_assets(_numbered(tree.map_text(assembled, clean)))


def _numbered(document: Document) -> Document:
    try:
        return numbering.number(document)
    except numbering.DuplicateId:
        return numbering.number(unique(document))


def resolve_live(name: str, value: Any, context: Context) -> Iterable[Block | Section]:
    return LIVE[name].resolve(value, context)


def _blocks(output: Output, found: Offered | None) -> Iterator[tuple[str, Any, str]]:
    """Name, value and key of each block: those of its body, or those of which its kind consists."""
    if found is None:
        yield from ((block.block_type, block.value, str(block.id)) for block in output.body)
        return
    for number, (name, value) in enumerate(current_body(output, found), 1):
        block: blocks.Block = LIVE.get(name) or PROSE[name]
        yield name, block.normalize(value), str(number)


def reading_of(output: Output) -> Reading:
    if KINDS[output.kind].is_current:
        return Reading(output.event, session=output.session)
    decided = list(output.dispositions.values_list("recommendation_id", "verdict", "position", "heading"))
    verdicts = {pk: verdict for pk, verdict, _position, _heading in decided}
    places = {pk: (position, heading) for pk, _verdict, position, heading in decided if position}
    pinned = LastReading.objects.filter(output=output).values_list("pinned", flat=True).first()
    return Reading(output.event, verdicts, KINDS[output.kind].suggest, pinned=pinned or {}, places=places)


@dataclass
class _Part:
    """A chapter, an annex, or a piece of front matter while it fills; `is_loose`: a section outside any chapter."""

    role: str
    id: str
    heading: str
    blocks: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    numbered: bool = True
    is_loose: bool = False

    def take(self, piece: Block | Section) -> None:
        """What follows a section of this part belongs to that section."""
        if isinstance(piece, Section):
            self.sections.append(piece)
        elif self.sections:
            last = self.sections[-1]
            self.sections[-1] = replace(last, blocks=(*last.blocks, piece))
        else:
            self.blocks.append(piece)

    def section(self) -> Section:
        return Section(self.id, self.heading, tuple(self.blocks), tuple(self.sections), self.numbered)


@dataclass
class _Parts:
    reading: Reading
    language: str
    is_draft: bool
    live: Live
    parts: list[_Part] = field(default_factory=list)
    opening: list[Block] = field(default_factory=list)
    closing: list[Block] = field(default_factory=list)
    abbreviations: tuple[str, dict[str, str]] | None = None

    def sections(self, role: str) -> tuple[Section, ...]:
        """Parts that nothing was found for are left out."""
        return tuple(part.section() for part in self.parts if part.role == role and (part.blocks or part.sections))

    def add(self, name: str, value: Any, key: str) -> None:
        prefix = f"b-{key}"
        if name in {FRONT, CHAPTER, ANNEX}:
            self.parts.append(_Part(name, prefix, value))
        elif name == "closing":
            self.closing += _text(value, prefix, numbered=False)
        elif name == "heading":
            self.take([Section(prefix, value)])
        elif name == "abbreviations":
            self.abbreviations = (prefix, abbreviations.entries(value.get("entries") or ""))
        elif name == "picture":
            self.take(pictures.shown(prefix, value, self.reading.pictures))
        elif name in LIVE:
            self.take_live(name, value, Context(self.reading, self.language, prefix, self.is_draft))
        else:
            self.take(prose(name, value, prefix))

    def take_live(self, name: str, value: Any, context: Context) -> None:
        pieces = self.live(name, value, context)
        if LIVE[name].is_closing:
            self.closing += [piece for piece in pieces if not isinstance(piece, Section)]
        else:
            self.take(pieces)

    def take(self, pieces: Iterable[Block | Section]) -> None:
        for piece in pieces:
            if self.parts and not (self.parts[-1].is_loose and isinstance(piece, Section)):
                self.parts[-1].take(piece)
            elif isinstance(piece, Section):
                self.parts.append(_loose(piece))
            else:
                self.opening.append(piece)


def _loose(section: Section) -> _Part:
    """A section outside any chapter is a chapter itself."""
    blocks, sections = list(section.blocks), list(section.sections)
    return _Part(CHAPTER, section.id, section.heading, blocks, sections, section.numbered, is_loose=True)


def prose(name: str, value: Any, prefix: str) -> Iterable[Block]:
    """What a block of the name `name` that a person wrote holds; ids begin with `prefix`."""
    match name:
        case "quote":
            paragraphs = tuple(richtext.written_inlines(part) for part in value["text"].split("\n\n") if part.strip())
            return [Quote(prefix, paragraphs, value.get("attribution") or "")]
        case "key_message":
            return [KeyMessage(prefix, richtext.written_inlines(value))]
        case "table" | "taken_table":
            return _table(value, prefix)
        case "text":
            return _text(value, prefix, numbered=True)
        case "taken":
            return blocks_of(expand_db_html(value["text"].source), value, prefix)
        case "correction":
            return correction(value, prefix)
        case "plain":
            return _text(value, prefix, numbered=False)
    return []


def _table(value: Any, prefix: str) -> Iterable[Block]:
    """Nothing where the cells are no table, which a form would have refused."""
    try:
        rows = pasted.read(value.get("cells") or "")
    except pasted.Unreadable:
        return []
    has_head, head_column = bool(value.get("has_head")), bool(value.get("head_column"))
    return [pasted.table(prefix, rows, value.get("caption") or "", has_head=has_head, head_column=head_column)]


def _text(value: Any, prefix: str, *, numbered: bool) -> Iterable[Block]:
    return richtext.blocks(expand_db_html(value.source), prefix=prefix, numbered=numbered)


def _head(output: Output, state: str) -> Document:
    kind = KINDS[output.kind]
    return Document(
        id=output.kind if kind.is_current else f"output-{output.pk}",
        kind=output.kind,
        title=output.title,
        subtitle=output.subtitle,
        language=output.language,
        state=cast(State, state),
        layout=kind.layout,
        contents=kind.contents,
        lettered=kind.lettered,
        dated=_dated(output) if kind.dates_drafts and state not in {"adopted", "issued"} else "",
        version=_version(output, state),
        description=f"{output.label}, {output.event.title}",
        masthead=_masthead(output, state),
        summary=summary_of(output.summary),
        identity=_identity(output, state),
        verification=verification_of(output) if state in {"adopted", "issued"} else Verification(),
    )


def summary_of(text: str) -> tuple[Paragraph, ...]:
    """Its paragraphs, parted by blank lines."""
    return tuple(
        Paragraph(f"summary-{number}", richtext.written_inlines(part), numbered=False)
        for number, part in enumerate(filter(str.strip, text.split("\n\n")), 1)
    )


def _identity(output: Output, state: str) -> Identity:
    event, day = output.event, _day(output, state)
    return Identity(
        event=event.slug,
        begins=event.start_date.isoformat(),
        ends=event.end_date.isoformat(),
        part=_part(output),
        day=day.isoformat() if day else "",
        version=output.version,
    )


def _part(output: Output) -> str:
    """What tells it from the document of its event and kind: its session, or a kind of the secretariat's own."""
    if output.session_id:
        return f"session-{output.session_id}"
    return output.template.slug if output.template else ""


def _day(output: Output, state: str) -> date | None:
    """What is always current has no date before it is issued."""
    if KINDS[output.kind].is_current and state not in {"adopted", "issued"}:
        return None
    return timezone.localdate(output.adopted_at or output.updated_at)


def _version(output: Output, state: str) -> str:
    kind, is_final = KINDS[output.kind], state in {"adopted", "issued"}
    if kind.is_current and not is_final:
        return ""
    day = timezone.localdate(output.adopted_at or output.updated_at)
    words = {"number": output.version, "date": cms_wording.date_range(day)}
    if not (kind.is_written or kind.is_current):
        return _("Release %(number)d, %(date)s") % words
    if is_final:
        return _("Version %(number)d, adopted on %(date)s") % words
    return _("Draft of version %(number)d, %(date)s") % words


def _dated(output: Output) -> str:
    """As under the titles of drafts: "(Draft of April 2011)"."""
    day = timezone.localdate(output.updated_at)
    return _("(Draft of %(month)s)") % {"month": date_format(day, "YEAR_MONTH_FORMAT")}


def _masthead(output: Output, state: str) -> Masthead:
    event, kind, day = output.event, KINDS[output.kind], _day(output, state)
    return Masthead(
        organization=_organization(event),
        body=event.series.name if event.series else str(event.kind),
        symbol=output.symbol or ("" if kind.symbol_suffix else event.symbol),
        distribution=output.distribution,
        date=cms_wording.date_range(day) if day else "",
        original_language=wording.language_name(output.original_language or output.language),
        job_number=output.job_number,
        imprint=output.imprint,
        session="" if event.title in output.title or event.title in output.subtitle else event.title,
        place_and_dates=_place_and_dates(event),
        agenda_item=output.agenda_item,
    )


def _organization(event: Event) -> str:
    organizers = [one for one in event.organizers.all() if one.role == "organizer"]
    return organizers[0].organization.name if organizers else ""


def _place_and_dates(event: Event) -> str:
    dates = cms_wording.date_range(event.start_date, event.end_date)
    return f"{event.venue.place}, {dates}" if event.venue else dates
