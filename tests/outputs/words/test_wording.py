"""How sessions are named where there is little room."""

import pytest

from outputs.words.wording import in_margin


@pytest.mark.parametrize(
    ("title", "room", "label"),
    [
        ("Session II", "Room 301", "Session II, Room 301"),
        ("Learning from award winners", "Grand Hall", "Learning from award winners, Grand Hall"),
        (
            "Innovation and e-governance for development (iv): skills, law and partnerships that last",
            "Room 301",
            "Skills, law and …, Room 301",
        ),
        ("Knowledge sharing and training", "Conference room DC-2", "Knowledge sharing …, Conference room DC-2"),
        ("Advisory services", "Hall of the Municipal Library", "Advisory services, Hall of the Municipal Library"),
        ("Closing", "", "Closing"),
    ],
)
def test_a_session_and_its_room_take_two_lines_of_the_margin_where_that_can_be(title, room, label):
    assert in_margin(title, room) == label
