"""What a document of a kind consists of: as it was delivered, or as the secretariat has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

from django.utils import translation

from cms.models import Event
from outputs.blocks import LIVE
from outputs.blocks.kind_parts import CLOSING, HEADED, OPENING
from outputs.editing import patterns
from outputs.kinds import KINDS, Kind
from outputs.kinds.base import Body, Marked
from outputs.models import DocumentTemplate, Output, TemplateText

Blocks = list[tuple[str, Any, str]]


@dataclass
class Part:
    """A part before it is in a document: where it stands (`role`), and what stands in it."""

    role: str
    heading: str = ""
    mandatory: bool = False
    guidance: str = ""
    content: Body = field(default_factory=list)


@dataclass(frozen=True)
class Offered:
    """A kind as it stands in lists; `row` is None for a delivered one that nobody touched."""

    slug: str
    kind: Kind
    label: str
    row: DocumentTemplate | None = None
    text: TemplateText | None = None

    @property
    def is_own(self) -> bool:
        return self.slug not in KINDS

    @property
    def is_retired(self) -> bool:
        return self.row is not None and self.row.retired_at is not None


def offered(language: str) -> dict[str, Offered]:
    """Every kind that is a text, by its slug, retired ones among them: the delivered ones first. Two queries."""
    rows = {row.slug: row for row in DocumentTemplate.objects.prefetch_related("texts") if row.kind in KINDS}
    slugs = [kind.slug for kind in KINDS.values() if kind.is_text]
    own = [slug for slug in rows if slug not in KINDS]
    return {slug: _offered(slug, rows.get(slug), language) for slug in [*slugs, *own]}


def kind_of(slug: str, language: str) -> Offered | None:
    """The kind with that slug, delivered or made by the secretariat; None where there is none. Two queries."""
    row = DocumentTemplate.objects.filter(slug=slug).prefetch_related("texts").first()
    if row is None and slug not in KINDS:
        return None
    return _offered(slug, row, language) if row is None or row.kind in KINDS else None


def _offered(slug: str, row: DocumentTemplate | None, language: str) -> Offered:
    kind = KINDS[row.kind if row else slug]
    text = _text_in(row, language) if row else None
    with translation.override(language):
        return Offered(slug, kind, text.name if text else str(kind.label), row, text)


def _text_in(row: DocumentTemplate, language: str) -> TemplateText | None:
    """That of the language; a kind that was not delivered has none to fall back on but its own in another one."""
    used = {text.language: text for text in row.texts.all() if text.is_used}
    if row.slug in KINDS:
        return used.get(language)
    return used.get(language) or used.get("en") or next(iter(used.values()), None)


# --- Parts ---------------------------------------------------------------------------------------------------


def parts_for(found: Offered, event: Event) -> list[Part]:
    """The parts with which a new document of `event` begins, filled, in the active language."""
    if found.text is None:
        return _grouped(found.kind.body(event))
    facts = patterns.facts_of(event)
    return [
        replace(one, heading=patterns.fill_line(one.heading, facts), content=patterns.fill(one.content, facts))
        for one in written(found.text)
    ]


def delivered(kind: Kind, language: str) -> list[Part]:
    """The parts as they were delivered, with placeholders for what they say of an event."""
    with translation.override(language):
        return _grouped([(name, patterns.as_pattern(value)) for name, value in kind.body(patterns.pattern_event())])


def written(text: TemplateText) -> Iterator[Part]:
    """The parts as the secretariat wrote them, with their placeholders."""
    for block in text.sections:
        value = block.value
        content = [(one.block_type, one.value) for one in value["content"]]
        yield Part(value["role"], value["heading"] or "", bool(value["mandatory"]), value["guidance"] or "", content)


def _grouped(blocks: Body) -> list[Part]:
    """The blocks of a body under the parts they give; a part of closing texts of its own."""
    parts: list[Part] = []
    for name, value in blocks:
        mark = value if isinstance(value, Marked) else Marked("")
        if name in HEADED:
            parts.append(Part(name, str(value), mark.mandatory, mark.guidance))
        elif name == CLOSING:
            parts.append(Part(CLOSING, "", mark.mandatory, mark.guidance, [("text", str(value))]))
        else:
            if not parts:
                parts.append(Part(OPENING, "", mark.mandatory, mark.guidance))
            parts[-1].content.append((name, value))
    return parts


# --- Bodies --------------------------------------------------------------------------------------------------


def body_of(parts: Iterable[Part]) -> Body:
    """The blocks that a document of these parts consists of, without guidance."""
    return [(name, value) for part in parts for name, value in _blocks(part)]


def _blocks(part: Part) -> Iterator[tuple[str, Any]]:
    if part.role in HEADED:
        yield part.role, part.heading
    for name, value in part.content:
        yield (CLOSING if part.role == CLOSING else name), value


def begun(parts: Iterable[Part]) -> tuple[Blocks, list[dict[str, Any]]]:
    """The blocks of a new body, each with an id, guidance for the writer among them; and what the document keeps of
    its parts: {id, role, heading, mandatory, guidance}, `id` that of the block that gives the part.
    """
    blocks: Blocks = []
    kept = []
    for part in parts:
        first = len(blocks)
        blocks += [(name, value, str(uuid4())) for name, value in _blocks(part)]
        if part.guidance:
            place = first + (part.role in HEADED)
            blocks.insert(place, ("guidance", part.guidance, str(uuid4())))
        key = blocks[first][2] if len(blocks) > first else ""
        kept.append({"id": key, "role": part.role, "heading": part.heading, "mandatory": part.mandatory}
                    | {"guidance": part.guidance})  # fmt: skip
    return blocks, kept


def as_sections(parts: Iterable[Part]) -> list[Any]:
    """Raw data of `TemplateText.sections`."""
    stream: Any = Output._meta.get_field("body")
    return [{"type": "part", "value": _raw(part, stream.stream_block.child_blocks)} for part in parts]


def _raw(part: Part, known: Mapping[str, Any]) -> dict[str, Any]:
    content = []
    for name, value in part.content:
        block = LIVE.get(name) or known[name]
        content.append({"type": name, "value": block.get_prep_value(block.normalize(value))})
    return {"role": part.role, "heading": part.heading, "mandatory": part.mandatory, "guidance": part.guidance,
            "content": content}  # fmt: skip
