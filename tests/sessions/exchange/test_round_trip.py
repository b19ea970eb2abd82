"""Out, and in again: nothing that both sides know is lost."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from cms.models import Event
from cms.tables.cells import guard, unguard
from participants.domain.text import many_lines, one_line
from sessions.domain import exchange
from sessions.domain.bulk import Write, write_sessions
from sessions.exchange.planning import plan_of
from sessions.exchange.state import Place, Sitting, Talk
from sessions.models import AgendaItem, ProgrammeImport, Session, SessionRole
from tests.factories.cms import EventFactory, ObjectiveFactory, ThemeFactory
from tests.factories.participants import AffiliationFactory, PersonFactory
from tests.sessions.exchange.samples import comparable, document, exported

FORMATS = ["xlsx", "csv", "frab", "indico"]


@given(st.text(alphabet=st.sampled_from("=+-@＝'\t\r a;"), max_size=6) | st.text())
def test_guarded_cell_comes_back_as_it_was_and_is_no_formula(text):
    assert unguard(guard(text)) == text
    assert not guard(text).lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert not guard(text).startswith(("\t", "\r"))


def plain(most):
    risky = st.sampled_from(["=1+1", "+7", "-", "@here", "'=x", "'", 'a "b", c; d', "١٢٣ عربي", "名称", "<b>&amp;</b>"])
    return (risky | st.text(max_size=40)).map(one_line).map(lambda text: text[:most].strip())


def named(most):
    return plain(most).filter(bool)


def several(values, most=3):
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


ROOMS = ["Hall", "Room 3, second floor", "=Room"]


@st.composite
def sittings(draw, people, themes, objectives, items):
    start = draw(st.none() | st.integers(0, 2 * 24 * 12 - 1))
    starts = start if start is None else datetime(2014, 6, 22, 15, tzinfo=UTC) + timedelta(minutes=5 * start)
    roles = {role: draw(several(people, 2)) for role in SessionRole.Role.values}
    return Sitting(
        title=draw(named(250)),
        number=draw(plain(10)),
        kind=draw(st.sampled_from(["plenary", "panel", "pause", "thematic"])),
        description=many_lines(draw(plain(60)) + "\n\n" + draw(plain(60))),
        start=starts,
        end=starts and starts + timedelta(minutes=draw(st.integers(1, 24 * 60))),
        room=draw(st.sampled_from(["", *ROOMS])),
        status=draw(st.sampled_from(Session.Status.values)),
        people=roles,
        themes=draw(several(themes)),
        objectives=draw(several(objectives)),
        agenda_item=draw(st.sampled_from([None, *items])),
        languages=draw(several(["en", "fr", "ar"])),
        interpretation=draw(several(["en", "ru"])),
        expected=draw(st.none() | st.integers(0, 900)),
        talks=draw(st.lists(talks(people), max_size=3)),
    )


@st.composite
def talks(draw, people):
    minutes, speakers = draw(st.integers(0, 600)), draw(several(people))
    return Talk(draw(named(250)), many_lines(draw(plain(60))), minutes, speakers)


@pytest.mark.slow
class RoundTrip(TestCase):
    """As hypothesis wants it with a database: each example in a transaction of its own."""

    def setUp(self):
        self.event = EventFactory()
        people = [PersonFactory(name=name) for name in ("Noor Adeyemi", "Noor Adeyemi", "Noor; A. Adeyemi", "Dr. Oh")]
        AffiliationFactory(person=people[0])
        self.event.themes.set([ThemeFactory(name="Trust; and more"), ThemeFactory(name="R&D")])
        made = [ObjectiveFactory(event=self.event).pk for _ in range(2)]
        items = [AgendaItem.objects.create(event=self.event, title="Any other business", position=n).pk for n in (0, 1)]
        ids = [person.pk for person in people]
        self.strategy = sittings(ids, [theme.pk for theme in self.event.themes.all()], made, items)

    @settings(max_examples=4, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
    @given(st.data())
    def test_every_format_brings_back_what_it_took_out(self, data):
        drawn = data.draw(st.lists(self.strategy, min_size=2, max_size=4))
        write_sessions(
            self.event, by=None, writes=[Write(each) for each in drawn], places=[Place(name) for name in ROOMS]
        )
        for name in FORMATS:
            with transaction.atomic():
                self.check(name)
                transaction.set_rollback(True)

    def check(self, format):
        before = exported(self.event, format)
        again = plan_of(document(before), self.event, {})
        assert [
            (row.title, row.state, row.changes, row.problems) for row in again.rows if row.state != "unchanged"
        ] == []
        Session.objects.all().delete()
        if format != "indico":
            self.event.rooms.all().delete()
        take_in(self.event, before)
        assert comparable(exported(self.event, format), format) == comparable(before, format)


def take_in(event: Event, data: bytes) -> None:
    """Writes the file as the background worker would."""
    waiting = ProgrammeImport.objects.create(
        event=event, file_name="file", format="csv", document=document(data).to_json()
    )
    plan = exchange.plan_import(waiting)
    assert [(row.title, row.problems) for row in plan.bad] == []
    exchange._write(waiting, plan)


@pytest.mark.django_db
@pytest.mark.parametrize("format", FORMATS)
def test_hours_that_the_clock_shows_twice_come_back_right(format):
    event = EventFactory(timezone="Europe/Zurich", start_date="2024-10-27", end_date="2024-10-27")
    event.refresh_from_db()
    twice = [datetime(2024, 10, 27, hour, 30, tzinfo=UTC) for hour in (0, 1)]
    drawn = [Sitting(title=f"{each}", start=each, end=each + timedelta(minutes=20)) for each in twice]
    write_sessions(event, by=None, writes=[Write(each) for each in drawn])
    before = exported(event, format)
    Session.objects.all().delete()
    take_in(event, before)
    assert list(Session.objects.values_list("start", flat=True)) == twice


@pytest.mark.django_db
@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("count", [2, 20])
def test_export_takes_as_many_statements_for_many_sessions(format, count, django_assert_max_num_queries):
    from tests.factories.sessions import event_with_programme

    event = Event.objects.get(pk=event_with_programme(count).pk)
    with django_assert_max_num_queries(13):
        exported(event, format)
