from datetime import date

import pytest
from django.template import Context, Template
from django.utils.translation import override

from cms.models import Event
from cms.wording import attendance, date_range

DAYS = {
    "one day": (date(2012, 4, 18), date(2012, 4, 18)),
    "one month": (date(2014, 6, 23), date(2014, 6, 26)),
    "two months": (date(2009, 3, 30), date(2009, 4, 3)),
    "two years": (date(2013, 12, 30), date(2014, 1, 2)),
}


@pytest.mark.parametrize(
    ("language", "case", "printed"),
    [
        ("en", "one day", "18 April 2012"),
        ("en", "one month", "23–26 June 2014"),
        ("en", "two months", "30 March–3 April 2009"),
        ("en", "two years", "30 December 2013–2 January 2014"),
        ("fr", "one month", "23–26 juin 2014"),
        ("fr", "two months", "30 mars–3 avril 2009"),
        ("es", "one month", "23–26 de junio de 2014"),
        ("es", "two months", "30 de marzo–3 de abril de 2009"),
        ("ru", "one day", "18 апреля 2012 г."),
        ("ru", "two months", "30 марта–3 апреля 2009 г."),
        ("zh-hans", "one month", "2014年6月23日至26日"),
        ("zh-hans", "two months", "2009年3月30日至4月3日"),
        ("zh-hans", "two years", "2013年12月30日至2014年1月2日"),
        ("ar", "one month", "23–26 حزيران/يونيه 2014"),
    ],
)
def test_days_are_printed_as_the_un_prints_them(language, case, printed):
    with override(language):
        assert date_range(*DAYS[case]) == printed


def test_filter_prints_days_in_templates():
    template = Template("{% load cms %}{{ start|date_range:end }}")
    assert template.render(Context(dict(zip(("start", "end"), DAYS["one month"], strict=True)))) == "23–26 June 2014"


@pytest.mark.parametrize(
    ("fields", "printed"),
    [
        ({}, ""),
        ({"participant_count": 1}, "1 participant"),
        ({"state_count": 129, "state_precision": "nearly"}, "nearly 129 Member States"),
        (
            {"participant_count": 1800, "participant_precision": "approximate", "state_count": 129},
            "approximately 1,800 participants from 129 Member States",
        ),
    ],
)
def test_numbers_carry_their_precision(fields, printed):
    assert attendance(Event(**fields)) == printed


def test_mail_addresses_are_hidden_from_harvesters():
    written = Template("{% load cms %}{{ address|mail_link }}").render(Context({"address": "desk@example.org"}))
    assert "@" not in written
    assert written.count("&#64;") == 2
