"""Where a report is cut, and what each gathering leaves out."""

from dataclasses import replace

import pytest

from outputs.renderers import html
from outputs.tree import Document, Masthead, Paragraph, Section, Text
from outputs.tree.gatherings import LONG, chapters_on_new_pages, gatherings
from tests.outputs import samples

SHORT, MUCH = "A sentence.", "A sentence. " * (LONG // 12 + 1)


def chapter(key, content=SHORT):
    return Section(key, key, (Paragraph(f"p-{key}", (Text(content),)),))


def cut(document):
    return [tuple(section.id for section in (*part.sections, *part.annexes)) for part in gatherings(document)]


@pytest.mark.parametrize(
    ("long", "runs"),
    [
        ("", [("a", "b", "c", "d")]),
        ("a", [("a",), ("b", "c", "d")]),
        ("c", [("a", "b"), ("c",), ("d",)]),
        ("cd", [("a", "b"), ("c",), ("d",)]),
    ],
)
def test_long_chapters_and_those_after_them_begin_on_new_pages(long, runs):
    chapters = tuple(chapter(key, MUCH if key in long else SHORT) for key in "abcd")
    assert cut(Document("d", "final_report", "Report", "en", sections=chapters)) == runs
    assert chapters_on_new_pages(chapters) == {run[0] for run in runs[1:]}


def test_annexes_stand_alone_and_the_ends_of_the_text_with_its_chapters():
    parts = list(gatherings(samples.report()))
    assert cut(samples.report()) == [
        ("introduction", "sessions", "conclusions", "recommendations"), ("annex-programme",), ("annex-participants",),
    ]  # fmt: skip
    assert [bool(part.closing) for part in parts] == [True, False, False]


def test_a_text_without_chapters_is_one_gathering_and_nothing_is_none():
    empty = Document("d", "final_report", "Report", "en")
    assert cut(replace(empty, opening=(Paragraph("p", (Text("We met."),)),))) == [()]
    assert cut(empty) == []


def test_no_gathering_knows_what_only_the_head_says():
    draft = samples.report()
    final = replace(
        draft, state="adopted", title="Another", subtitle="title", version="", dated="", description="", front=(),
        summary=(), masthead=Masthead(symbol="RS/PSF/2014/9"),
    )  # fmt: skip
    assert html.book(draft).gatherings == html.book(final).gatherings
    assert html.book(draft).front != html.book(final).front
