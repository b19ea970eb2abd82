"""Badges, plates, letters and certificates for names as people have them, and as nobody should: read back from the PDF."""

import itertools
from datetime import timedelta
from uuid import uuid4

import pypdfium2
import pytest
from django.utils import timezone

from outputs.domain.certificates import issue_certificates
from outputs.domain.official_letters import issue_letters
from outputs.domain.stationery import save_stationery
from outputs.renderers import html, pdf
from outputs.runs import RUNS
from outputs.templatetags.document import qr
from participants.domain.checkin import Reading, take_scan
from participants.domain.people import add_person
from participants.models import Registration
from tests.factories.cms import EventFactory
from tests.factories.participants import RegistrationFactory
from tests.outputs.event_files import current

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

#: What is typed; printed is the same, but for what turns round its neighbours.
NAMES = (
    "Bo", "شيرين بنت عبد الرحمن", "王小明", "Nguyễn Văn Đức Bảo", "\u202eNoor\u202c Adeyemi", "نور Adeyemi (Chair)",
    "<b>Ada</b> & {name} {% load %} <script>alert(1)</script> **Eve** =1+1", "Wolfeschlegelsteinhausenberger " * 4 + "von der Heide",
)  # fmt: skip
UNBROKEN = ("W" * 150, "名" * 150)
LINES = {"title": "Director General of Administration", "institution": "Ministry of Very Long Names, " * 5}
MARGIN, TOUCHING = 9, 1.5  # points


@pytest.fixture
def event():
    yesterday = timezone.localdate() - timedelta(days=1)
    return EventFactory(slug="meeting", title="Meeting on Trust", start_date=yesterday, end_date=yesterday)


def seat(event, *names):
    """Everybody approved, and come; their ids."""
    for name in names:
        person = add_person(by=None, data={"name": name})
        RegistrationFactory(event=event, person=person, attended=True, **LINES)
    return list(Registration.objects.order_by("pk").values_list("pk", flat=True))


def badges(event, ids):
    return RUNS["badges"].documents(event, {"ids": ids})


def plates(event, ids):
    return [current(event, "name_plates")]


def letters(event, ids):
    save_stationery(event, by=None, data={"signatory_name": "Paloma Invented", "invitation_text": "Come, {name}."})
    made = issue_letters(event, "invitation", by=None, ids=ids)
    return RUNS["letters"].documents(event, {"ids": [one.pk for one in made]})


def certificates(event, ids):
    made = issue_certificates(event, "participation", by=None)
    return RUNS["certificates"].documents(event, {"ids": [one.pk for one in made]})


def read(documents):
    """Of each page the size, and the boxes and the text of what stands there."""
    file = pypdfium2.PdfDocument(pdf.render_parts(documents, on_progress=lambda _part, _percent: None))
    for page in file:
        text = page.get_textpage()
        boxes = [text.get_rect(number) for number in range(text.count_rects())]
        yield page.get_size(), boxes, squeezed(text.get_text_bounded())


def squeezed(text):
    """Without spaces and breaks, and the joiners that some fonts add."""
    return "".join(text.replace("\u2060", "").split())


def outside(size, boxes):
    width, height = size
    return [box for box in boxes if min(box[0], box[1]) < MARGIN or box[2] > width - MARGIN or box[3] > height - MARGIN]


def on_one_another(boxes):
    return [
        pair
        for pair in itertools.combinations(boxes, 2)
        if min(one[2] for one in pair) - max(one[0] for one in pair) > TOUCHING
        and min(one[3] for one in pair) - max(one[1] for one in pair) > TOUCHING
    ]


@pytest.mark.parametrize(("make", "pages"), [(badges, 3), (plates, 10), (letters, 10), (certificates, 10)])
def test_each_name_stands_on_its_sheet_as_it_was_typed_and_nothing_on_another(event, make, pages):
    names = (*NAMES, *UNBROKEN)
    sheets = list(read(make(event, seat(event, *names))))
    assert len(sheets) == pages
    printed = "\n".join(text for _size, _boxes, text in sheets)
    assert [name for name in names if squeezed(name.strip("\u202e").replace("\u202c", "")) not in printed] == []
    assert [outside(size, boxes) for size, boxes, _text in sheets] == [[]] * pages
    assert [on_one_another(boxes) for _size, boxes, _text in sheets] == [[]] * pages


def test_the_code_on_a_badge_checks_in_who_wears_it_and_one_digit_off_nobody(event):
    ada, bo = seat(event, "Ada", "Bo")
    (document,) = badges(event, [ada, bo])
    first, second = (badge.code for badge in document.opening[0].badges)
    wrong = first[:-1] + ("0" if first[-1] != "0" else "1")
    sheet = html.print_page(document)
    assert [qr(code) in sheet for code in (first, second, wrong)] == [True, True, False]

    def read_at_the_door(code):
        return take_scan(event, by=None, reading=Reading(uuid4(), code, timezone.now())).outcome

    assert [read_at_the_door(code) for code in (wrong, first)] == ["unknown", "arrived"]
    assert list(Registration.objects.exclude(checked_in_at=None).values_list("pk", flat=True)) == [ada]
