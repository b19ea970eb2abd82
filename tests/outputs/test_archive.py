"""The file for archives: valid as PDF/A-3a and as PDF/UA-1, and what was put into it comes out of it."""

import hashlib
import json
from dataclasses import replace
from io import BytesIO

import outloud
import page
import pikepdf
import pytest

from outputs.issued import attachments
from outputs.issued.attachments import Attachment
from outputs.pdf.attach import attach
from outputs.renderers import UnsuitedFormat, akn, archive
from outputs.tree import Identity
from tests.outputs import samples
from tests.outputs.renderers.test_akn import readable

DAY = "2014-06-26"
CALENDAR = Attachment(
    "programme.ics",
    "Programm «Forum» – 日程",
    "text/calendar",
    "Supplement",
    b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    DAY,
)


def empty():
    target = BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(target)
    return target.getvalue()


def inside(data):
    """All that is said of each associated file, and its bytes."""
    with pikepdf.open(BytesIO(data)) as pdf:
        names = list(pdf.Root.Names.EmbeddedFiles.Names)
        named = dict(zip(map(str, names[::2]), [one.objgen for one in names[1::2]], strict=True))
        assert list(named.items()) == sorted((str(one.UF), one.objgen) for one in pdf.Root.AF)
        return [described(one) for one in pdf.Root.AF]


def described(file):
    stream = file.EF.F
    assert (str(file.F), int(stream.Params.Size)) == (str(file.UF), len(stream.read_bytes()))
    day = str(stream.Params.ModDate)
    return Attachment(
        str(file.UF),
        str(file.Desc),
        str(stream.Subtype)[1:],
        str(file.AFRelationship)[1:],
        stream.read_bytes(),
        f"{day[2:6]}-{day[6:8]}-{day[8:]}",
    )


def adopted(document):
    return replace(document, state="adopted", identity=Identity("forum", "2014-06-23", DAY, day=DAY))


def assert_valid(data, path):
    path.write_bytes(data)
    for profile in ("ua1", "3a"):
        report = page.validate_pdf(str(path), profile=profile)
        assert report.is_compliant, str(report)
    assert [f for f in outloud.check(str(path)).findings if f.severity == "error"] == []


def test_files_come_out_as_they_were_put_in():
    files = (*attachments.of_document(adopted(samples.report())), CALENDAR)
    assert inside(attach(empty(), files)) == list(files)


def test_the_same_files_make_the_same_bytes():
    first, second = (attach(empty(), [CALENDAR]) for _ in range(2))
    assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest()


def test_a_document_takes_its_text_and_its_recommendations_along():
    document = adopted(samples.report())
    text, listed = attachments.of_document(document)
    assert text == Attachment(
        "document.xml",
        f"{document.title} (Akoma Ntoso)",
        "application/akn+xml",
        "Alternative",
        akn.render(document),
        DAY,
    )
    assert (listed.name, listed.media_type, listed.relationship) == ("recommendations.json", "application/json", "Data")
    content = json.loads(listed.data)
    assert (content["document"]["symbol"], content["document"]["day"]) == ("RS/PSF/2014/R.1", DAY)
    assert [(one["number"], one["clause"], one["reference"]) for one in content["recommendations"]] == [
        ("13", "rec-1", "R-1"),
        ("14", "rec-2", "R-2"),
        ("15", "rec-3", "R-3"),
        ("15 (a)", "rec-3-a", "R-3"),
    ]
    assert content["recommendations"][1] == {
        "clause": "rec-2",
        "number": "14",
        "text": "The participants invite municipalities to test digital services with users of every age before they are "
        "launched, and to keep a counter, a telephone and a paper form beside them.",
        "reference": "R-2",
        "verb": "invite",
        "addressees": ["Municipalities"],
        "consensus": "Agreed",
        "themes": [],
        "sdg_targets": ["9.c", "16.7"],
        "groups": [],
        "withdrawn": False,
        "sources": [
            {"kind": "session", "id": "s2", "label": "Session II, Room 301", "url": samples.ROUND_TABLE.url},
        ],
    }


def test_without_recommendations_there_is_no_list_of_them():
    assert [one.name for one in attachments.of_document(readable("fr"))] == ["document.xml"]


def test_sheets_have_no_archive():
    with pytest.raises(UnsuitedFormat):
        archive.render(adopted(replace(samples.report(), layout="badges")))


@pytest.mark.slow
@pytest.mark.parametrize(
    "document",
    [adopted(samples.report()), adopted(readable("ar")), samples.communique("draft")],
    ids=["en", "ar", "draft"],
)
def test_the_archive_file_is_valid_and_carries_its_files(document, tmp_path):
    data = archive.render(document, attachments=[CALENDAR])
    assert_valid(data, tmp_path / "archive.pdf")
    assert inside(data) == [*attachments.of_document(document), CALENDAR]
