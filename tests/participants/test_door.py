"""What a newcomer reads at the door of registration."""

from datetime import UTC, datetime

import pytest

from participants.domain.setup import State
from participants.door import notice_of
from participants.models import RegistrationSetup
from tests.factories.cms import EventFactory

MOMENT = datetime(2030, 6, 1, 12, 0, tzinfo=UTC)


def standing(**fields):
    event = EventFactory.build(timezone="Asia/Kathmandu", is_cancelled=fields.pop("is_cancelled", False))
    return RegistrationSetup(event=event, **fields)


@pytest.mark.parametrize(
    ("state", "fields", "notice"),
    [
        (State.OPEN, {}, ("success", "Open now.", "")),
        (
            State.OPEN,
            {"closes_at": MOMENT, "capacity": 3, "places_taken": 2},
            ("success", "Open until 1 June 2030, 17:45 (Asia/Kathmandu).", "1 place left."),
        ),
        (
            State.NOT_YET,
            {"opens_at": MOMENT},
            ("info", "Registration has not opened yet", "It opens on 1 June 2030, 17:45 (Asia/Kathmandu)."),
        ),
        (
            State.CLOSED,
            {"closes_at": MOMENT},
            ("info", "Registration is closed", "It closed on 1 June 2030, 17:45 (Asia/Kathmandu)."),
        ),
        (State.CLOSED, {"is_cancelled": True}, ("info", "Registration is closed", "The event was called off.")),
    ],
)
def test_it_says_from_when_and_until_when_in_the_zone_of_the_event(state, fields, notice):
    assert notice_of(standing(**fields), state) == notice


def test_every_state_has_its_words():
    assert all(notice_of(standing(), state).title for state in State)
    assert notice_of(None, State.OPEN).title == "This event takes no registrations here"
