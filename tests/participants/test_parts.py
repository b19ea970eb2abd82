from datetime import UTC, datetime, timedelta

import pytest

from cms.domain.set_up import set_up_event
from cms.models import EventTemplate
from cms.parts import all_parts, take
from participants.domain.form_building import add_ready_section, built_form, plan_of
from participants.domain.privacy.notices import notice_of, publish_notice
from participants.domain.privacy.retention import set_retention
from participants.domain.setup import set_up_registration
from participants.domain.targets import set_targets, targets_of
from participants.models import LetterTemplate, RegistrationTag
from tests.factories.cms import EventFactory
from tests.factories.participants import CategoryFactory, RegistrationFactory
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


def test_the_balance_tags_and_letters_of_the_desk_come_along_and_nobody_with_them():
    old, new = edition(), new_event()
    set_targets(old, by=None, targets={("gender", "f"): 50})
    tag = RegistrationTag.objects.create(event=old, name="Met at the airport", colour="blue")
    tag.registrations.add(RegistrationFactory(event=old))
    LetterTemplate.objects.create(event=old, name="Before you travel", subject="For {name}", body="See you at {venue}.")
    LetterTemplate.objects.create(event=old, name="Hotel", subject="Your room", body="{answer:Hotel?}")
    notes = set_up_event(new, by=make_user("organiser", old), source=old, parts=["balance", "tags", "letter_templates"])
    assert targets_of(new) == {("gender", "f"): 50}
    assert list(new.registration_tags.values_list("name", "colour", "registrations")) == [
        ("Met at the airport", "blue", None)
    ]
    assert list(new.letter_templates.values_list("name", "body")) == [("Before you travel", "See you at {venue}.")]
    assert [note.partition(":")[0] for note in notes] == ["The letter “Hotel”"]


def test_how_long_data_is_kept_and_what_people_are_told_of_it_come_along():
    old, new, bare = edition(), new_event(), new_event(slug="bare")
    kept = {"needs_keep_days": 7, "motivation_keep_days": 90, "contact_keep_days": None}
    set_retention(old, by=None, data=kept)
    publish_notice(old, by=None, data={"text": "We ask for little.", "controller": "The secretariat"})
    by = make_user("organiser", old)
    assert set_up_event(new, by=by, source=old, parts=["registration", "privacy"]) == []
    assert {name: getattr(new.registration_setup, name) for name in kept} == kept
    assert (notice_of(new).text, notice_of(new).controller, notice_of(new).number) == (
        "We ask for little.",
        "The secretariat",
        1,
    )
    part = next(part for part in all_parts() if part.slug == "privacy")
    assert part.tell(take(old, ["privacy"])["privacy"], new) == "needs for 7 days, privacy notice"
    notes = set_up_event(bare, by=by, source=old, parts=["privacy"])
    assert notes == ["How long data is kept: this event takes no registrations yet."]
    assert notice_of(bare).text == "We ask for little."


@pytest.mark.parametrize("kind", ["forum", "expert-group-meeting", "workshop", "committee-session"])
def test_built_in_templates_ask_for_travel_once_people_are_approved(kind):
    template, new = EventTemplate.objects.get(kind__slug=kind, is_shared=True), new_event()
    set_up_event(new, by=make_user("secretariat"), source=template, parts=["registration", "form"])
    asked = [(section.title, section.stage) for section in built_form(new)]
    assert {title for title, _stage in asked} >= {"Travel", "Visa and passport", "Hotel"}
    assert {stage for _title, stage in asked} == {"follow_up"}
