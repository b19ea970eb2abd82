"""People in the programme are asked whether they come: by the organisers' list and form, and in their own area."""

from datetime import datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from cms.models import EventLogEntry
from sessions.admin.log import CheckMuted, PartAnswered
from sessions.domain.answers import answer_parts
from sessions.domain.programme import Talk, save_session
from sessions.domain.release import next_programme
from sessions.models import ContributionSpeaker, MutedCheck, Release, Session, SessionRole
from sessions.programme.changes import changes_between
from sessions.warnings import warnings_of
from tests.factories.cms import EventFactory
from tests.factories.participants import PersonFactory, UserFactory
from tests.factories.sessions import (
    ContributionFactory,
    SessionFactory,
    SessionRoleFactory,
    event_with_programme,
    full_session,
    released,
)
from tests.roles import make_user

pytestmark = pytest.mark.django_db

ME = "/me/"
FRAME = 11  # statements of Wagtail's own page around every view


@pytest.fixture
def event():
    """An event in two weeks."""
    today = timezone.localdate()
    return EventFactory(start_date=today + timedelta(days=14), end_date=today + timedelta(days=15))


@pytest.fixture
def organiser(client, event):
    user = make_user("organiser", event)
    client.force_login(user)
    return user


@pytest.fixture
def speaker():
    return PersonFactory(user=UserFactory(), name="Noor Adeyemi")


def ahead(event, **fields):
    start = datetime.combine(event.start_date, time(10), event.tz)
    return SessionFactory(event=event, **{"start": start} | fields)


def url(name, event):
    return reverse(f"programme:{name}", args=[event.slug])


def answer_url(session):
    return reverse("sessions:answer", args=[session.pk])


def answers(event):
    roles = SessionRole.objects.filter(session__event=event).order_by("pk")
    talks = ContributionSpeaker.objects.filter(contribution__session__event=event).order_by("pk")
    return [*roles.values_list("confirmation", flat=True), *talks.values_list("confirmation", flat=True)]


# --- Answering ------------------------------------------------------------------------------------------------


def test_answer_is_written_logged_and_leaves_the_session_as_it_is(event, organiser):
    session = ahead(event, title="Opening")
    part = SessionRoleFactory(session=session, person__name="Amara Okonjo")
    talk = ContributionFactory(session=session, title="One counter", speakers=[part.person])
    last = released(event)
    before = Session.objects.get()
    changed = answer_parts(event, by=organiser, parts=[part, talk.speaker_links.get()], answer="declined")
    again = answer_parts(event, by=organiser, parts=[part], answer="declined")
    after = Session.objects.get()
    assert (changed, again, answers(event)) == (2, 0, ["declined", "declined"])
    assert (after.updated_at, after.version) == (before.updated_at, before.version)
    assert changes_between(*next_programme(event)) == last.changes == {}
    entries = EventLogEntry.objects.filter(action="sessions.answer_part").order_by("pk")
    assert [PartAnswered().format_message(entry) for entry in entries] == [
        "Amara Okonjo (chair): declined, before: not confirmed yet",
        "Amara Okonjo (One counter): declined, before: not confirmed yet",
    ]
    declined = [finding.text for finding in warnings_of(event) if finding.check == "declined"]
    assert [text.partition(" has ")[0] for text in declined] == ["Amara Okonjo (chair)", "Amara Okonjo (speaker)"]


def test_everybody_answers_for_themselves_alone(event, speaker):
    session = ahead(event)
    own, other = SessionRoleFactory(session=session, person=speaker), SessionRoleFactory(session=session)
    user = speaker.user
    assert answer_parts(event, by=user, parts=[own], answer="confirmed") == 1
    for parts in ([other], [own, other]):
        with pytest.raises(PermissionDenied):
            answer_parts(event, by=user, parts=parts, answer="declined")
    for colleague in (make_user("rapporteur", event), make_user("organiser", EventFactory())):
        with pytest.raises(PermissionDenied):
            answer_parts(event, by=colleague, parts=[own], answer="declined")
    for answer in ("open", "", "perhaps"):
        with pytest.raises(ValidationError, match="Choose one of the answers"):
            answer_parts(event, by=user, parts=[own], answer=answer)
    assert answers(event) == ["confirmed", "open"]


def test_part_of_another_event_is_not_answered_with_this_one(event, organiser):
    foreign = SessionRoleFactory(session=SessionFactory())
    assert answer_parts(event, by=organiser, parts=[foreign], answer="declined") == 0
    foreign.refresh_from_db()
    assert foreign.confirmation == "open"


def test_when_the_meeting_is_over_only_organisers_answer(speaker):
    event = EventFactory()
    part = SessionRoleFactory(session=SessionFactory(event=event), person=speaker)
    with pytest.raises(ValidationError, match="This meeting is over"):
        answer_parts(event, by=speaker.user, parts=[part], answer="confirmed")
    assert answer_parts(event, by=make_user("organiser", event), parts=[part], answer="confirmed") == 1


# --- The form of a session ------------------------------------------------------------------------------------


def test_whoever_stays_keeps_row_and_answer(event, organiser):
    session = ahead(event)
    stays, goes, new = PersonFactory.create_batch(3)
    for person in (stays, goes):
        SessionRoleFactory(session=session, person=person, role="panellist", confirmation="confirmed")
    talk = ContributionFactory(session=session, speakers=[goes, stays])
    talk.speaker_links.update(confirmation="declined")
    rows = (session.roles.get(person=stays).pk, talk.speaker_links.get(person=stays).pk)
    save_session(
        session,
        by=organiser,
        roles=[("panellist", new), ("chair", stays), ("panellist", stays), ("panellist", stays)],
        talks=[Talk("Another", speakers=[stays]), Talk(talk.title, speakers=[stays, new], id=talk.pk)],
    )
    roles = list(session.roles.values_list("role", "person", "confirmation"))
    assert roles == [
        ("panellist", new.pk, "open"),
        ("chair", stays.pk, "open"),
        ("panellist", stays.pk, "confirmed"),
    ]
    links = list(talk.speaker_links.values_list("person", "confirmation"))
    assert links == [(stays.pk, "declined"), (new.pk, "open")]
    assert rows == (
        session.roles.get(person=stays, role="panellist").pk,
        talk.speaker_links.get(person=stays).pk,
    )


def test_form_sets_answers_and_an_old_form_undoes_no_newer_one(client, event, organiser):
    session = full_session(event, title="Opening", start=datetime.combine(event.start_date, time(10), event.tz))
    chair, talk = session.roles.get(), session.contributions.first()
    link, other = talk.speaker_links.all()
    address = reverse("programme:edit", args=[event.slug, session.pk])
    page = client.get(address)
    sent = {"version": page.context["form"]["version"].value(), "kind": "plenary", "status": "confirmed"}
    sent |= {"title": "Opening", "start": f"{event.start_date}T10:00", "end": f"{event.start_date}T11:30"}
    for prefix in ("roles", "talks"):
        formset = page.context[prefix]
        sent |= {f"{prefix}-TOTAL_FORMS": len(formset.forms), f"{prefix}-INITIAL_FORMS": formset.initial_form_count()}
        sent |= {f.html_name: f.value() for form in formset for f in form if f.value() is not None}
    field = f"talks-0-speakers-answer-{link.person_id}"
    assert f'name="{field}"' in page.content.decode()
    sent |= {"roles-0-answer": page.context["roles"].forms[0].fields["answer"].choices[0][0]}
    sent |= {field: "confirmed", f"talks-0-speakers-answer-{other.person_id}": "nonsense"}
    answer_parts(event, by=organiser, parts=[chair], answer="declined")
    assert client.post(address, sent).status_code == 302
    assert answers(event) == ["declined", "confirmed", "open", "open", "open"]
    version = client.get(address).context["form"]["version"].value()
    client.post(address, sent | {"version": version, "roles-0-answer": "confirmed"})
    assert answers(event)[0] == "confirmed"
    refused = client.post(address, sent | {"version": version, "title": "", field: "declined"}).content.decode()
    assert '<option value="declined" selected>' in " ".join(refused.split())


# --- The organisers' list -------------------------------------------------------------------------------------


def test_list_of_people_with_part_session_and_answer(client, event, organiser):
    session = ahead(event, title="Opening", start=None)
    SessionRoleFactory(session=session, person=PersonFactory(name="Amara Okonjo", sort_name="Okonjo"))
    person = PersonFactory(name="Noor Adeyemi", sort_name="Adeyemi")
    ContributionFactory(session=session, title="One counter", speakers=[person])
    SessionRoleFactory(session=ahead(event, status="cancelled"), person=person)
    SessionRoleFactory()
    ContributionSpeaker.objects.update(confirmation="declined")

    def listed(**query):
        return [(row["name"], row["part"], row["title"], row["answer"]) for row in page(**query).context["rows"]]

    def page(**query):
        return client.get(url("speakers", event), query)

    noor = ("Noor Adeyemi", "One counter", "Opening", "declined")
    amara = ("Amara Okonjo", "chair", "Opening", "not confirmed yet")
    assert listed() == listed(state="nonsense", page="x") == [noor, amara]
    assert (listed(state="declined"), listed(state="confirmed"), listed(q="okon")) == ([noor], [], [amara])
    assert [(tab["value"], tab["count"]) for tab in page().context["tabs"]] == [
        ("", 2),
        ("open", 1),
        ("confirmed", 0),
        ("declined", 1),
    ]
    assert reverse("programme:edit", args=[event.slug, session.pk]) in page().content.decode()


def test_many_are_marked_at_once_and_ids_of_another_event_are_left_alone(client, event, organiser):
    session = ahead(event)
    role = SessionRoleFactory(session=session)
    talk = ContributionFactory(session=session, speakers=PersonFactory.create_batch(2))
    foreign = SessionRoleFactory()
    link, untouched = talk.speaker_links.all()
    ticked = [f"role-{role.pk}", f"talk-{link.pk}", f"role-{foreign.pk}", "role-x", "talk-" + "9" * 40, "other-1", ""]
    address = url("speakers", event) + "?state=open"
    response = client.post(address, {"part": ticked, "answer": "confirmed"}, follow=True)
    assert response.redirect_chain == [(address, 302)]
    assert [str(message) for message in response.context["messages"]] == ["2 answers are changed."]
    assert (answers(event), answers(foreign.session.event)) == (["confirmed", "confirmed", "open"], ["open"])
    client.post(address, {"part": [f"talk-{untouched.pk}"], "answer": "perhaps"})
    assert answers(event)[2] == "open"


@pytest.mark.parametrize("count", [2, 20])
def test_list_takes_as_many_statements_for_many_people(client, count, django_assert_max_num_queries):
    event = event_with_programme(count)
    client.force_login(make_user("organiser", event))
    client.get(url("speakers", event))
    with django_assert_max_num_queries(FRAME + 5):
        client.get(url("speakers", event))


# --- My area --------------------------------------------------------------------------------------------------


def test_i_confirm_and_take_back_what_i_have_a_part_in(client, event, speaker):
    session = ahead(event, title="Opening")
    SessionRoleFactory(session=session, person=speaker, role="moderator")
    ContributionFactory(session=session, title="One counter", speakers=[speaker, PersonFactory()])
    client.force_login(speaker.user)
    assert "Please confirm" not in client.get(ME).content.decode(), "before the first release"
    released(event)
    page = client.get(ME)
    assert next(section.slug for section, _content in page.context["sections"]) == "owed"
    page = " ".join(page.content.decode().split())
    assert page.count("Opening</bdi>") >= 1
    assert "Please confirm" in page
    assert "Moderator, One counter" in page
    for answer, thanks in (
        ("confirmed", "Thank you: “Opening” is confirmed."),
        ("declined", "The organizers see that you cannot come to “Opening”."),
    ):
        response = client.post(answer_url(session), {"answer": answer}, follow=True)
        assert [str(message) for message in response.context["messages"]] == [thanks]
        assert answers(event) == [answer, answer, "open"]
    order = [section.slug for section, _content in response.context["sections"]]
    assert order == ["registrations", "sessions", "parts", "calendar"]
    page = response.content.decode()
    assert "My answers" in page
    assert ('value="confirmed"' in page, 'value="declined"' in page) == (True, False)


def test_answers_that_there_are_not_are_refused(client, event, speaker):
    session = ahead(event)
    SessionRoleFactory(session=session, person=speaker)
    released(event)
    client.force_login(speaker.user)
    for sent in ({"answer": "open"}, {"answer": "x" * 5000}, {}):
        response = client.post(answer_url(session), sent, follow=True)
        assert [str(message) for message in response.context["messages"]] == ["Choose one of the answers."]
    assert client.get(answer_url(session)).status_code == 405
    assert answers(event) == ["open"]


def test_only_sessions_to_come_in_which_i_have_a_part_are_asked_about(client, event, speaker):
    def asked(session, **part):
        SessionRoleFactory(session=session, person=part.get("person", speaker))
        return session

    others = [
        asked(ahead(event), person=PersonFactory()),
        asked(ahead(event, status="cancelled")),
        asked(ahead(event, start=timezone.now() - timedelta(days=1))),
        asked(SessionFactory(event=EventFactory(), start=None)),
        asked(ahead(EventFactory(is_cancelled=True, start_date=event.start_date, end_date=event.end_date))),
        asked(ahead(EventFactory(start_date=event.start_date, end_date=event.end_date))),
    ]
    own = [asked(ahead(event)), asked(ahead(event, start=None))]
    for programme in {session.event for session in others[:-1]}:
        ahead(programme, title="something with a time")
        released(programme)
    client.force_login(speaker.user)
    assert {client.post(answer_url(session), {"answer": "confirmed"}).status_code for session in others} == {404}
    assert {client.post(answer_url(session), {"answer": "confirmed"}).status_code for session in own} == {302}


@pytest.mark.parametrize("count", [2, 20])
def test_statements_of_my_area_do_not_grow(client, event, speaker, count, django_assert_max_num_queries):
    for _ in range(count):
        session = ahead(event)
        SessionRoleFactory(session=session, person=speaker)
        ContributionFactory(session=session, speakers=[speaker])
    released(event)
    client.force_login(speaker.user)
    client.get(ME)
    with django_assert_max_num_queries(35):
        client.get(ME)


# --- Warnings outside the editor ------------------------------------------------------------------------------


def test_findings_stand_on_overview_form_and_release_and_block_nothing(client, event, organiser):
    session = ahead(event, title="Opening")
    other = ahead(event, title="Other")
    goal = "No session serves the objective “to agree”."
    event.objectives.create(text="to agree")
    event.save()
    for place in (session, other):
        SessionRoleFactory(session=place, person=PersonFactory(), role="rapporteur")
    pages = [client.get(url(name, event)) for name in ("index", "release")]
    labels = [[check.slug for check, _found in page.context["findings"]] for page in pages]
    assert labels[0] == labels[1] == ["no_chair", "objectives", "unconfirmed", "no_room", "no_description"]
    for page in pages:
        assert goal in page.content.decode()
        assert reverse("programme:edit", args=[event.slug, session.pk]) in page.content.decode()
    form = client.get(reverse("programme:edit", args=[event.slug, session.pk]))
    assert {finding.sessions for finding in form.context["findings"]} == {(session.pk,)}
    client.post(url("release", event), {"note": ""})
    assert Release.objects.filter(event=event).count() == 1


def test_check_is_muted_for_its_event_and_heard_again(client, event, organiser):
    ahead(event)

    def told():
        page = client.get(url("index", event))
        return "no_chair" in [check.slug for check, _found in page.context["findings"]]

    assert told()
    for _twice in range(2):
        assert client.post(url("warnings", event), {"mute": "no_chair"}).status_code == 302
    assert not told()
    assert [check.slug for check in client.get(url("index", event)).context["muted"]] == ["no_chair"]
    client.post(url("warnings", event), {"unmute": "no_chair"})
    assert told()
    entries = EventLogEntry.objects.filter(action__startswith="sessions.").order_by("pk")
    assert [entry.action for entry in entries] == ["sessions.mute_check", "sessions.unmute_check"]
    assert CheckMuted().format_message(entries[0]) == "No longer warned of: No chair"
    for sent in ({"mute": "nonsense"}, {"unmute": "x\0"}, {}):
        assert client.post(url("warnings", event), sent).status_code in {400, 404}
    assert client.get(url("warnings", event)).status_code == 405
    assert not MutedCheck.objects.exists()
