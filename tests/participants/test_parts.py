from datetime import UTC, datetime, timedelta

import pytest

from cms.domain.set_up import set_up_event
from cms.parts import all_parts, take
from participants.domain.form_building import add_ready_section, plan_of
from participants.domain.setup import set_up_registration
from tests.factories.cms import EventFactory
from tests.factories.participants import CategoryFactory
from tests.factories.set_up import FIRST, edition, new_event
from tests.roles import make_user

pytestmark = pytest.mark.django_db
PART = next(part for part in all_parts() if part.slug == "registration")


def test_registration_is_set_up_anew_with_its_days_shifted():
    old, new = edition(), new_event()
    set_up_event(new, by=make_user("organiser", old), source=old, parts=["registration"])
    setup = new.registration_setup
    assert setup.opens_at == datetime(2026, 10, 3, 7, tzinfo=UTC)  # nine o'clock in summer, a hundred days before
    assert setup.closes_at == datetime(2026, 12, 28, 8, tzinfo=UTC)  # and in winter, a fortnight before
    assert (setup.capacity, setup.places_taken, [one.slug for one in setup.categories.all()]) == (50, 0, ["expert"])


def test_event_without_registration_has_none_to_give():
    assert take(EventFactory(), ["registration"]) == {}


def test_preview_tells_the_days():
    data = take(edition(), ["registration"])["registration"]
    assert PART.tell(data, new_event()) == "opens 3 October 2026, closes 28 December 2026, 1 category"
    assert PART.tell(data | {"opens_at": None, "closes_at": None, "categories": []}, new_event()) == "without dates"


def test_the_form_the_quotas_and_the_deadlines_come_along():
    old, new = edition(), new_event()
    expert = CategoryFactory(slug="expert")
    until = FIRST - timedelta(days=7)
    set_up_registration(old, by=None, data={"change_until": until, "grace_minutes": 15}, quotas={expert: 20})
    add_ready_section(old, by=None, slug="visa")
    set_up_event(new, by=make_user("organiser", old), source=old, parts=["registration", "form"])
    setup = new.registration_setup
    assert (setup.change_until, setup.grace_minutes) == (datetime(2027, 1, 4, 8, tzinfo=UTC), 15)
    assert [(row.category, row.capacity) for row in setup.category_places.all()] == [(expert, 20)]
    assert plan_of(new) == plan_of(old)
