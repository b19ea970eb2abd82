import io
import subprocess
import sys
import zipfile

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from pikepdf import Dictionary, Name, String
from PIL import Image

from cms.inspection import office, run, words
from cms.inspection.findings import Refused
from cms.inspection.run import inspect, names_in
from events_site.demo.pdf import one_page
from tests.sessions import hostile_files as files
from tests.sessions.clamd import scanner

__all__ = ["scanner"]
MOST = 20 * 1024 * 1024
MB = 1024 * 1024


def verdict(content: bytes, name: str = "", declared: str = "application/pdf") -> str | tuple[str, tuple[str, ...]]:
    """The code of the refusal, or the format and the warnings."""
    try:
        found = inspect(files.upload(content, name or "paper", declared), max_bytes=MOST)
    except ValidationError as refusal:
        return refusal.code if refusal.message == words.REFUSALS[refusal.code] else "unworded"
    return found.format.name, found.warnings


@pytest.mark.parametrize(
    ("content", "name"), [(files.pdf(), "pdf"), (files.docx(), "docx"), (files.pptx(), "pptx"), (files.odt(), "odt")]
)
def test_sound_files_are_known_by_their_content(content, name):
    assert verdict(content) == (name, ())


# B-040
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"%", "unknown"),
        (b"%PDF-", "damaged"),
        (b"PK\x03\x04", "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "damaged"),
        (files.picture(), "kind"),
        (b"<html><script>alert(1)</script></html>", "kind"),
        (b"MZ\x90\x00" + b"\0" * 200, "kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_office"),
    ],
)
def test_what_is_no_document_is_refused(content, code):
    assert verdict(content) == code


# B-052
@pytest.mark.parametrize("declared", ["", "text/html", "application/octet-stream", "application/pdf"])
def test_the_declared_type_counts_for_nothing(declared):
    assert verdict(files.docx(), declared=declared) == ("docx", ())


# B-044
@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (files.pdf(), "paper.docx", "disguised"),
        (files.docx(), "paper.pdf", "disguised"),
        (files.docx(), "paper.docm", "disguised"),
        (files.pdf(), "paper.PDF", ("pdf", ())),
        (files.pdf(), "paper v1.2", ("pdf", ())),
    ],
)
def test_a_name_that_promises_something_else_is_refused(content, name, expected):
    assert verdict(content, name) == expected


# B-042
@pytest.mark.parametrize("passwords", [{"user": "u", "owner": "o"}, {"user": "", "owner": "o"}])
def test_protected_pdfs_are_refused_in_clear_words(passwords):
    assert verdict(files.pdf(encryption=pikepdf.Encryption(**passwords))) == "encrypted"


# B-046
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (files.pdf_with_action(S=Name.JavaScript, JS=String("app.alert(1)")), "script"),
        (files.pdf_with_action(S=Name.Launch, F=String("calc.exe")), "launch"),
        (files.pdf_with_action(S=Name.GoToE, D=String("x")), "attachment"),
        (files.pdf(AcroForm=Dictionary(XFA=String("<xdp/>"))), "script"),
        (files.pdf_with_attachment(), "attachment"),
        (files.pdf_with_link("file:///etc/passwd"), ("pdf", ("local_link",))),
        (files.pdf_with_link("https://example.org/"), ("pdf", ())),
    ],
)
def test_a_pdf_may_only_show_pages(content, expected):
    assert verdict(content) == expected


def test_a_broken_transfer_is_refused():
    whole = files.pdf()
    assert verdict(whole[: len(whole) // 2]) == "damaged"


def test_a_pdf_without_pages_is_refused():
    assert verdict(files.pdf(pages=0)) == "damaged"


# B-048
@pytest.mark.slow
def test_a_zip_bomb_is_refused_by_the_size_it_declares():
    bomb = files.docx(("word/media/image1.bmp", b"\0" * 200 * MB))
    assert len(bomb) < MB
    assert verdict(bomb) == "bomb"


# B-048
def test_a_zip_bomb_that_lies_is_not_believed():
    assert verdict(files.lying_docx(9 * MB)) == "damaged"


# B-048
def test_what_is_unpacked_is_counted(monkeypatch):
    monkeypatch.setattr(office, "MOST_UNPACKED_BYTES", 1000)
    with (
        zipfile.ZipFile(io.BytesIO(files.docx(("word/media/image1.bmp", b"\0" * 2000)))) as archive,
        pytest.raises(Refused) as refusal,
    ):
        office._check_real_sizes(archive)
    assert refusal.value.code == "bomb"


# B-048
def test_twenty_thousand_parts_are_refused():
    assert verdict(files.docx(*((f"word/{n}.bin", b"") for n in range(20_000)))) == "too_many_parts"


# B-050
@pytest.mark.parametrize("name", ["../../x", "/etc/x", "word\\x", "C:x", "word/document.xml", "WORD/document.xml"])
def test_parts_with_misleading_names_are_refused(name):
    assert verdict(files.docx((name, b"x"))) == "strange_parts"


# B-050
@pytest.mark.parametrize(
    "content",
    [
        files.docx(("word/vbaProject.bin", b"x")),
        files.docx(kind=files.MACRO_WORD),
        files.odt("<manifest/>", ("Basic/Standard/Module1.xml", "<module/>")),
    ],
)
def test_macros_are_refused(content):
    assert verdict(content) == "macros"


# B-050
@pytest.mark.parametrize(
    ("kind", "target", "warnings"),
    [
        ("attachedTemplate", "https://example.org/evil.dotm", ("remote_template",)),
        ("attachedTemplate", "\\\\example.org\\share\\evil.dotm", ("remote_template",)),
        ("attachedTemplate", "file:///C:/Users/x/Normal.dotm", ()),
        ("image", "http://example.org/pixel.png", ("remote_content",)),
        ("hyperlink", "https://example.org/", ()),
    ],
)
def test_what_a_document_loads_from_the_network_is_told(kind, target, warnings):
    assert verdict(files.docx(("word/_rels/document.xml.rels", files.LINK.format(kind, target)))) == ("docx", warnings)


@pytest.mark.parametrize(
    "document",
    [
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>',
        '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><d>&b;</d>',
        '<!DOCTYPE d SYSTEM "http://example.org/evil.dtd"><d/>',
    ],
)
def test_entities_are_refused_and_never_resolved(document):
    assert verdict(files.docx(document=document)) == "foreign_entities"


def test_a_damaged_part_is_refused():
    assert verdict(files.docx(document="<document><p>")) == "damaged"


def test_encrypted_open_document_is_refused():
    assert verdict(files.odt("<manifest><encryption-data/></manifest>")) == "encrypted"


# B-060
def test_a_large_file_is_refused_before_anybody_reads_it():
    with pytest.raises(ValidationError) as refusal:
        inspect(files.upload(files.pdf()), max_bytes=100)
    assert refusal.value.messages == ["The file is too large: 100\xa0bytes at most."]


@pytest.mark.parametrize("crash", ["import os; os.abort()", "print('nonsense')", "import time; time.sleep(60)"])
def test_a_child_that_fails_is_a_refusal(monkeypatch, crash):
    monkeypatch.setattr(run, "COMMAND", [sys.executable, "-I", "-c", crash])
    monkeypatch.setattr(run, "SECONDS", 1)
    assert verdict(files.pdf()) == "too_complex"


def test_the_child_knows_nothing_of_django_and_may_not_write():
    code = (
        "import sys; sys.path.append(sys.argv[1]); from cms.inspection import child; child.limit()\n"
        "print('django' in sys.modules)\n"
        "import tempfile\n"
        "try: tempfile.TemporaryFile(buffering=0).write(b'x')\n"
        "except OSError as error: print(error.strerror)\n"
    )
    command = [sys.executable, "-I", "-c", "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n" + code]
    said = subprocess.run([*command, str(run.ROOT)], capture_output=True, text=True, check=False)
    assert said.stdout.splitlines()[0] == "False"
    assert "No usable temporary directory" in said.stdout or "File too large" in said.stdout


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (files.picture(), "kind"),
        (files.xlsx(), "kind"),
        (b"a;b\n1;2\n", "kind"),
    ],
)
def test_what_a_call_does_not_ask_for_is_refused_in_its_words(content, expected):
    with pytest.raises(ValidationError) as refusal:
        inspect(files.upload(content, "file"), max_bytes=MOST, formats=frozenset({"pdf", "odt"}))
    assert refusal.value.code == expected
    assert refusal.value.messages[0].startswith("Send one of these: PDF, OpenDocument text (.odt).")


@pytest.mark.parametrize(
    ("content", "name"),
    [(files.picture(), "png"), (files.xlsx(), "xlsx"), (b"a;b\n1;2\n", "csv"), ("a,b\nü,é".encode(), "csv")],
)
def test_pictures_and_tables_are_taken_where_a_call_asks_for_them(content, name):
    formats = frozenset({"png", "xlsx", "csv"})
    assert inspect(files.upload(content, "file"), max_bytes=MOST, formats=formats).format.name == name


@pytest.mark.parametrize("content", [b"One line.", b"a,b\n1,2,3", b"a,\0b\n1,2", "ü,é".encode("latin-1"), b"\n\n"])
def test_text_that_is_no_table_is_refused(content):
    with pytest.raises(ValidationError) as refusal:
        inspect(files.upload(content, "data.csv"), max_bytes=MOST, formats=frozenset({"csv"}))
    assert refusal.value.code == "unknown"


def test_a_pdf_says_how_many_pages_it_has():
    assert inspect(files.upload(files.pdf(pages=3)), max_bytes=MOST).pages == 3


def test_words_and_first_page_of_an_accepted_file_are_read():
    found = run.read(files.upload(one_page("Kiosks", "A. Author", "Meeting", "Why they answer.")))
    assert "Why they answer." in found.text
    with Image.open(io.BytesIO(found.picture)) as picture:
        assert (picture.format, picture.width) == ("JPEG", 320)


def test_words_of_office_files_are_read_and_their_thumbnail():
    found = run.read(files.upload(files.docx(("docProps/thumbnail.png", files.picture()))))
    assert found.text == "Text"
    assert found.picture.startswith(b"\xff\xd8\xff")


def test_a_file_that_cannot_be_read_has_no_words_and_no_picture():
    assert run.read(files.upload(b"%PDF-")) == run.Reading("", b"")


# B-068
def test_what_the_scanner_finds_is_refused(scanner):
    infected = files.upload(f"a,b\n1,{files.EICAR}\n".encode(), "data.csv")
    with pytest.raises(ValidationError) as refusal:
        inspect(infected, max_bytes=MOST, formats=frozenset({"csv"}))
    assert refusal.value.messages == ["The virus scanner found Eicar-Test-Signature in the file. Nothing was kept."]
    assert inspect(files.upload(files.pdf()), max_bytes=MOST).format.name == "pdf"


# B-068
def test_nothing_passes_while_the_scanner_is_down(scanner, settings):
    scanner.shutdown()
    scanner.server_close()
    assert verdict(files.pdf()) == "unscanned"
    settings.CLAMD_ADDRESS = ""
    assert verdict(files.pdf()) == ("pdf", ())


def test_the_properties_of_a_file_say_who_wrote_it():
    core = '<p xmlns:dc="urn:dc" xmlns:cp="urn:cp"><dc:creator> Noor\n Adeyemi </dc:creator><cp:lastModifiedBy/></p>'
    meta = '<m xmlns:dc="urn:dc"><dc:creator>Sina Leavasa</dc:creator></m>'
    named = pikepdf.open(io.BytesIO(files.pdf()))
    with named.open_metadata() as packet:
        packet["dc:creator"] = ["Sina Leavasa"]
    named.docinfo["/Author"] = "Noor Adeyemi"
    target = io.BytesIO()
    named.save(target)
    contents = [
        files.docx(("docProps/core.xml", core)),
        files.odt("<manifest/>", ("meta.xml", meta)),
        target.getvalue(),
        files.pdf(),
        files.docx(),
        files.picture(),
        b"%PDF-damaged",
        files.docx(("docProps/core.xml", "<not")),
    ]
    found = [names_in(files.upload(content)) for content in contents]
    both = ["Noor Adeyemi", "Sina Leavasa"]
    assert found == [["Noor Adeyemi"], ["Sina Leavasa"], both, [], [], [], [], []]
