"""Files as they come: what is read of them, and what is refused in which words."""

import io
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from sessions.exchange import words
from sessions.exchange.document import Unreadable
from sessions.exchange.run import read_document
from sessions.exchange.tables import MOST_ROWS
from tests.sessions import hostile_files as files
from tests.sessions.exchange.samples import HEADERS, document, row, sessions, table, workbook

ROW = ["Opening", "2014-06-23", "09:00", "10:30"]
CELLS = {"title": "Opening", "date": "2014-06-23", "start": "09:00", "end": "10:30"}


def cells(data: bytes) -> list[dict[str, str]]:
    return [each.cells for each in document(data).rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_tables_are_read_whatever_their_delimiter_and_encoding(delimiter, encoding):
    text = table([HEADERS, ["Überblick, “ça va”", *ROW[1:]]], delimiter=delimiter).decode()
    found = document(text.encode(encoding))
    assert [each.cells for each in found.rows] == [CELLS | {"title": "Überblick, “ça va”"}]
    assert found.notes == ([("encoding", "Windows-1252")] if encoding == "cp1252" else [])


def test_columns_are_found_in_any_order_and_case_under_their_usual_names():
    data = table(
        [["Our meeting"], [], ["TO", "presenter", "Session Title", "day", "from"], ["10:30", "", "Opening", *ROW[1:3]]]
    )
    assert cells(data) == [CELLS]


def test_rows_beneath_a_session_are_its_contributions_and_unknown_columns_are_told():
    data = sessions(
        {"type": "Session", "title": "Opening", "colour": "red"},
        {"type": "Talk", "title": "One counter", "speakers": "A"},
    )
    found = document(data)
    assert [(each.type, each.number, each.cells["title"]) for each in found.rows] == [
        ("session", 2, "Opening"),
        ("contribution", 3, "One counter"),
    ]
    assert found.notes == [("columns", "colour")]


def test_type_is_the_kind_where_it_names_kinds():
    assert cells(sessions(row(type="Plenary"))) == [CELLS | {"kind": "Plenary"}]


def test_cells_of_a_workbook_are_read_as_people_see_them():
    values = ["Opening", date(2014, 6, 23), time(9), datetime.fromisoformat("2014-06-23T10:29:59")]
    assert cells(workbook([HEADERS, values])) == [CELLS | {"end": "2014-06-23 10:30"}]
    serials = ["Opening", 41813.0, 0.375, timedelta(hours=10, minutes=30)]
    [found] = cells(workbook([HEADERS, serials]))
    assert (found["date"], found["start"], found["end"]) == ("41813", "0.375", "10:30")


def test_formulas_are_their_kept_values_or_faults():
    data = workbook([HEADERS, ["=A9", *ROW[1:]]])
    assert [each.faults for each in document(data).rows] == [{"title": "formula"}]
    kept = replaced(
        data, "xl/worksheets/sheet1.xml", b"<v></v>", b"<v>2014</v>", b"<v />", b"<v>2014</v>", b"<v/>", b"<v>2014</v>"
    )
    assert cells(kept) == [CELLS | {"title": "2014"}]


def replaced(data: bytes, part: str, *pairs: bytes) -> bytes:
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            content = source.read(name)
            for old, new in zip(pairs[::2], pairs[1::2], strict=True):
                content = content.replace(old, new) if name == part else content
            archive.writestr(name, content)
    return target.getvalue()


def test_merged_cells_hold_for_the_rows_below_and_lines_across_are_left_out():
    below = workbook([HEADERS, ROW, ["Panel", None, "11:00", "12:00"]], merge="B2:B3")
    found = document(below)
    assert [each.cells["date"] for each in found.rows] == ["2014-06-23", "2014-06-23"]
    assert found.notes == [("merged", "Programme")]
    across = document(workbook([HEADERS, ["Monday", None, None, None], ROW], merge="A2:D2"))
    assert ([each.number for each in across.rows], across.notes[-1]) == ([3], ("banner", "2: Monday"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (table([["Some", "words"], ["and", "more"]]), "heading"),
        (b"no table at all", "heading"),
        (table([HEADERS, *[ROW] * 5000]), "rows"),
        (table([HEADERS]) + b'"Opening,2014', "quotes"),
        ("Заголовок;Дата\nОткрытие;23.06.2014".encode("cp1251"), "encoding"),
        (b"Title,Date\n\0\0\0\x01binary\0", "unknown"),
        (b'{"some": "json"}', "json"),
        (b'{"schedule": {"conference": {"title": "no days"}}}', "json"),
        (b'{"results": [{}, {}]}', "many_events"),
        (b"{" * 3000, "json"),
    ],
)
def test_what_is_no_programme_is_refused(data, code):
    with pytest.raises(Unreadable) as refused:
        document(data)
    assert refused.value.code == code
    assert code in words.REFUSALS


def zipped(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def with_macros() -> bytes:
    return replaced(
        workbook([HEADERS, ROW]), "[Content_Types].xml", b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main"
    )


def packed(data: bytes) -> bytes:
    """With 160 MB of nothing in it, which need 160 kB."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(name, source.read(name))
        archive.writestr("xl/media/nothing", b"\0" * (160 * 1024 * 1024))
    return target.getvalue()


@pytest.mark.parametrize(
    ("make", "name", "code"),
    [
        (lambda: b"", "programme.csv", "empty"),
        (lambda: b"a" * (6 * 1024 * 1024), "programme.csv", "too_large"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "programme.xls", "old_office"),
        (with_macros, "programme.xlsx", "macros"),
        (lambda: packed(workbook([HEADERS, ROW])), "programme.xlsx", "bomb"),
        (lambda: zipped(**{"a.txt": b"no workbook"}), "programme.xlsx", "kind"),
        (files.docx, "programme.xlsx", "unknown"),
        (files.pdf, "programme.csv", "kind"),
        (lambda: workbook([HEADERS, ROW])[:2000], "programme.xlsx", "damaged"),
        (lambda: workbook([HEADERS, ROW]), "programme.csv", "disguised"),
        (lambda: table([HEADERS, ROW]), "programme.xlsx", "disguised"),
        (lambda: b'{"a":' * 100_000, "programme.json", "too_complex"),
    ],
)
def test_hostile_files_are_refused_in_the_child(make, name, code):
    with pytest.raises(ValidationError) as refused:
        read_document(ContentFile(make(), name=name))
    assert refused.value.code == code


def test_entities_in_a_workbook_are_refused():
    data = replaced(
        workbook([HEADERS, ROW]),
        "xl/workbook.xml",
        b"<workbook",
        b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><workbook',
    )
    with pytest.raises(ValidationError) as refused:
        read_document(ContentFile(data, name="programme.xlsx"))
    assert refused.value.code == "foreign_entities"


def test_large_workbook_is_read_no_further_than_the_limit():
    with pytest.raises(Unreadable) as refused:
        document(workbook([HEADERS, *[ROW] * (MOST_ROWS + 1)]))
    assert refused.value.code == "rows"
