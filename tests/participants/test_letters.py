import pytest

from participants.domain import decisions
from participants.domain import registration as domain
from participants.models import Registration
from tests.factories.cms import VenueFactory
from tests.factories.participants import PersonFactory, RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db

RECEIVED = """\
Dear Noor Adeyemi,

your registration for “Meeting on Open Data” has reached us. The organizers look at each registration; you will get \
another letter as soon as they have decided.

Category: Expert
Dates: 23–24 June 2014
Place: Exhibition Centre, Goyang, Republic of Korea

To see, change or withdraw your registration:
http://127.0.0.1:8000/events/{slug}/register/
"""
APPROVED = """\
Dear Noor Adeyemi,

your place at “Meeting on Open Data” is confirmed. We look forward to meeting you.

Category: Expert
Dates: 23–24 June 2014
Place: Exhibition Centre, Goyang, Republic of Korea

To see your registration:
http://127.0.0.1:8000/events/{slug}/register/
"""
DECLINED = """\
Dear Noor Adeyemi,

thank you for your interest in “Meeting on Open Data”. We are sorry that we cannot offer you a place.

The organizers write:

We had <b>too many</b> & {{{{ names }}}}.
Come next year: https://example.org

Your registration:
http://127.0.0.1:8000/events/{slug}/register/
"""
WITHDRAWN = """\
Dear Noor Adeyemi,

your registration for “Meeting on Open Data” was withdrawn and your place is free for somebody else.

As long as registration is open you may register again:
http://127.0.0.1:8000/events/{slug}/register/
"""


@pytest.fixture(autouse=True)
def _at_a_venue(event):
    event.venue = VenueFactory()
    event.save()


def whole(letters, event):
    return [(letter.to, letter.subject, letter.body) for letter in letters()]


def test_the_letters_of_a_registration_as_they_arrive(event, person, answers, desk, letters):
    made = domain.register_person(event, person=person, by=person.user, data=answers)
    decisions.approve_registration(made, by=desk)
    reason = "We had <b>too many</b> & {{ names }}.\r\nCome next year: https://example.org"
    decisions.decline_registration(made, by=desk, reason=reason)
    decisions.approve_registration(made, by=desk)
    domain.withdraw_registration(made, by=person.user)
    to = [person.user.email]
    name = "Meeting on Open Data"
    assert whole(letters, event) == [
        (to, f"Your registration was received: {name}", RECEIVED.format(slug=event.slug)),
        (to, f"Your registration is confirmed: {name}", APPROVED.format(slug=event.slug)),
        (to, f"Your registration could not be accepted: {name}", DECLINED.format(slug=event.slug)),
        (to, f"Your registration is confirmed: {name}", APPROVED.format(slug=event.slug)),
        (to, f"Your registration was withdrawn: {name}", WITHDRAWN.format(slug=event.slug)),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script> & Sons",
        "{{ registration.event }} {% now 'Y' %} %(name)s {0}",
        "**bold** [link](https://example.org/)",
        "ليلى بن يوسف",
        "王小明 👩🏽‍💻",
    ],
)
def test_a_name_stands_in_the_letter_as_it_was_typed(event, answers, letters, name):
    person = PersonFactory(user=UserFactory(), name=name)
    domain.register_person(event, person=person, by=person.user, data=answers)
    (letter,) = letters()
    assert letter.body.startswith(f"Dear {name},\n\nyour registration")
    assert letter.content_subtype == "plain"


def test_line_breaks_reach_no_header(event, person, answers, letters):
    event.title = "Forum\r\nBcc: all@example.org"
    event.save()
    domain.register_person(event, person=person, by=person.user, data=answers)
    (letter,) = letters()
    assert letter.subject == "Your registration was received: Forum Bcc: all@example.org"
    assert "Bcc" not in letter.message()


def test_a_registration_that_fails_sends_nothing(event, person, answers, letters):
    event.registration_setup.capacity, event.registration_setup.has_waiting_list = 0, False
    event.registration_setup.save()
    with pytest.raises(domain.ValidationError):
        domain.register_person(event, person=person, by=person.user, data=answers)
    assert letters() == []


def test_people_without_an_address_get_no_letter(event, desk, letters):
    made = RegistrationFactory(event=event, person__email="", status=Registration.Status.SUBMITTED)
    decisions.approve_registration(made, by=desk)
    assert letters() == []
