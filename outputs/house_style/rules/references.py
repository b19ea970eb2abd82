"""References to documents and their parts."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from ..finding import Hit
from ..manuscript import Manuscript, Passage, Role
from ..rule import RUNNING, Hits, Rule, passages, pattern

QUOTING = "Editorial Manual, Instructions for the preparation of documents: references and quotations"
LENGTH = "Editorial Manual, Instructions for the preparation of documents: length of reports"
SECRETARIAT, OTHERS = 8_500, 10_700
LONGEST_QUOTATION = 60
QUOTES: frozenset[Role] = frozenset({"quote"})
TEXT: frozenset[Role] = frozenset({"text", "item", "message"})


def too_long(manuscript: Manuscript) -> Hits:
    """The limit of reports of a Secretariat where the author line says that it is one."""
    limit = SECRETARIAT if "secretar" in manuscript.document.masthead.author.lower() else OTHERS
    if manuscript.words > limit and manuscript.passages:
        first = manuscript.passages[0]
        words = {"words": f"{manuscript.words:,}", "limit": f"{limit:,}"}
        message = _t("%(words)s words, footnotes included; the limit is %(limit)s.") % words
        yield first, Hit(0, len(first.text), None, message)


def long_block(passage: Passage) -> Iterator[Hit]:
    yield from _measured(passage, 0, len(passage.text))


def long_inline(passage: Passage) -> Iterator[Hit]:
    begin = passage.text.find("“")
    while begin >= 0 and (end := passage.text.find("”", begin)) > 0:
        yield from _measured(passage, begin, end + 1)
        begin = passage.text.find("“", end)


def _measured(passage: Passage, begin: int, end: int) -> Iterator[Hit]:
    count = len(passage.text[begin:end].split())
    if count > LONGEST_QUOTATION:
        yield Hit(
            begin, end, None, _t("A quotation of %(count)s words; say in your own what it says.") % {"count": count}
        )


def quotations(manuscript: Manuscript) -> Hits:
    yield from passages(long_block, QUOTES)(manuscript)
    yield from passages(long_inline, RUNNING)(manuscript)


RULES = (
    Rule(
        "length",
        _("Reports keep within 8,500 words (Secretariat) or 10,700"),
        _("Longer ones need a waiver, and are not translated in time."),
        LENGTH,
        too_long,
        severity="error",
        languages=(),
    ),
    Rule(
        "quotation-length",
        _("Long passages of issued texts are not quoted"),
        _("The text is there already, in six languages; refer to it."),
        QUOTING,
        quotations,
        languages=(),
    ),
    Rule(
        "cite-paragraphs",
        _("Paragraphs are cited, not pages"),
        _("Paragraphs have the same number in every language; pages do not."),
        QUOTING,
        pattern(r"(?<=[(,; ])(?:pp?\. ?\d+(?:[–-]\d+)?|(?:on|see) pages? \d+)", roles=TEXT),
    ),
    Rule(
        "paragraph-in-full",
        _("“Paragraph” is written out in running text"),
        _("“Para.” is for brackets and footnotes."),
        "Editorial Manual, Abbreviations and acronyms",
        pattern(
            r"(?<=[a-z,] )(?P<at>paras?\.)(?= \d)(?![^()]*\))",
            lambda m: "paragraphs" if "s" in m["at"] else "paragraph",
            roles=TEXT,
        ),
    ),
    Rule(
        "bis",
        _("“Bis” and “ter” stand apart from their number"),
        _("“2 bis”: the number stays readable."),
        "Editorial Manual, Texts under negotiation",
        pattern(r"(?<![\w.])(\d{1,3})(bis|ter|quater|quinquies)\b", r"\1 \2"),
        languages=(),
    ),
)
