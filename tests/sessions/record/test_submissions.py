from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cms.models import EventLogEntry, Role
from sessions.domain import submissions
from sessions.domain.record.attribution import credit, names_of
from sessions.models import Recommendation, RecordEntry, Session, Submission
from tests.factories.cms import published_event
from tests.factories.participants import PersonFactory, RegistrationFactory
from tests.factories.record import RecommendationFactory, RecordEntryFactory, SubmissionFactory
from tests.factories.sessions import SessionFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db
KEY = UUID("00000000-0000-4000-8000-000000000009")


@pytest.fixture
def session(db) -> Session:
    return SessionFactory(event=published_event(), takes_submissions=True)


@pytest.fixture
def sender(session):
    person = PersonFactory(user=make_user(), name="Ada Sender")
    RegistrationFactory(event=session.event, person=person, status="approved")
    return person


@pytest.fixture
def rapporteur(session):
    return make_user(Role.RAPPORTEUR, session.event)


def send(session, sender, text="Tides turn", **fields) -> Submission:
    data = {"key": uuid4(), "kind": "conclusion", "text": text} | fields
    return submissions.send_submission(session, by=sender.user, person=sender, **data)


def test_sent_twice_it_waits_once(session, sender):
    first, second = (send(session, sender, key=KEY) for _ in range(2))
    assert (first, Submission.objects.get().state) == (second, "waiting")


def test_who_may_send_and_only_while_the_session_invites(session, sender):
    stranger = PersonFactory(user=make_user())
    with pytest.raises(PermissionDenied):
        send(session, stranger)
    session = submissions.set_taking_submissions(session, by=None, takes=False)
    with pytest.raises(PermissionDenied):
        send(session, sender)
    assert not Submission.objects.exists()


def test_nobody_floods_the_queue(session, sender):
    for number in range(submissions.PER_MINUTE):
        send(session, sender, f"{number}")
    with pytest.raises(ValidationError, match="At most 3 in a minute"):
        send(session, sender)
    Submission.objects.update(sent_at="2020-01-01T00:00Z")
    SubmissionFactory.create_batch(submissions.PER_SESSION - 3, session=session, person=sender)
    with pytest.raises(ValidationError, match="which is the most"):
        send(session, sender)


@pytest.mark.parametrize("fields", [{"text": " \x00 "}, {"text": "x" * 2001}, {"kind": "view"}])
def test_what_cannot_be_sent_is_refused(session, sender, fields):
    with pytest.raises(ValidationError):
        send(session, sender, **fields)
    assert not Submission.objects.exists()


def test_taken_over_it_is_in_the_record_with_its_sender(session, sender, rapporteur):
    entry = submissions.take_over(send(session, sender), by=rapporteur).entry
    made = submissions.take_over(
        send(session, sender, kind="recommendation"), by=rapporteur, text="turn"
    ).recommendation
    assert (entry.kind, entry.text, entry.speaker) == ("conclusion", "Tides turn", sender)
    assert (made.text, list(made.proposers.all())) == ("turn", [sender])


def test_whoever_does_not_want_to_be_named_is_not(session, sender, rapporteur):
    entry = submissions.take_over(send(session, sender, is_named=False), by=rapporteur).entry
    assert entry.speaker is None


def test_where_nobody_is_named_the_sender_is_kept_apart(session, sender, rapporteur):
    Session.objects.update(is_attributed=False)
    row = submissions.take_over(send(session, sender, kind="recommendation"), by=rapporteur)
    assert (row.recommendation.proposers.count(), [str(each) for each in names_of([row.recommendation]).values()]) == (
        *(0, ["Ada Sender"]),
    )


def test_merged_its_sender_is_credited(session, sender, rapporteur):
    there = RecommendationFactory(session=session)
    row = submissions.merge_submission(send(session, sender), there, by=rapporteur)
    assert (row.state, row.recommendation, list(there.proposers.all())) == ("merged", there, [sender])
    with pytest.raises(ValidationError, match="another session"):
        submissions.merge_submission(send(session, sender), RecommendationFactory(), by=rapporteur)


@pytest.mark.parametrize("make", [RecommendationFactory, RecordEntryFactory])
@pytest.mark.parametrize("named", [True, False])
def test_credit_that_merging_gave_is_taken_back_and_no_other(session, sender, rapporteur, make, named):
    Session.objects.update(is_attributed=named)
    there, bob = make(session=session), PersonFactory()
    credit(there, bob)
    one, two = (submissions.merge_submission(send(session, sender), there, by=rapporteur) for _ in range(2))

    def credited() -> set:
        kept = {row.person for row in there.attributions.all()}
        return set(there.proposers.all()) | kept

    assert credited() == {bob, sender}
    submissions.reopen_submission(one, by=rapporteur)
    assert credited() == {bob, sender}
    submissions.reopen_submission(two, by=rapporteur)
    assert credited() == {bob}


def test_taking_back_and_sending_again_is_a_flood_too(session, sender):
    for number in range(submissions.PER_MINUTE):
        submissions.withdraw_submission(send(session, sender, f"{number}"), by=sender.user)
    with pytest.raises(ValidationError, match="At most 3 in a minute"):
        send(session, sender)
    assert set(Submission.objects.values_list("text", "state")) == {("", "withdrawn")}


def test_declined_it_has_a_reason(session, sender, rapporteur):
    row = send(session, sender)
    with pytest.raises(ValidationError, match="Say why"):
        submissions.decline_submission(row, by=rapporteur, reason=" ")
    assert submissions.decline_submission(row, by=rapporteur, reason="Said before").state == "declined"
    with pytest.raises(ValidationError, match="settled this already"):
        submissions.take_over(row, by=rapporteur)


def test_put_back_it_waits_again_and_its_entry_is_gone(session, sender, rapporteur):
    row = submissions.reopen_submission(submissions.take_over(send(session, sender), by=rapporteur), by=rapporteur)
    assert (row.state, row.entry, RecordEntry.objects.count(), RecordEntry.with_removed.count()) == (
        "waiting",
        None,
        0,
        1,
    )
    made = submissions.take_over(send(session, sender, kind="recommendation"), by=rapporteur)
    with pytest.raises(ValidationError, match="which stays"):
        submissions.reopen_submission(made, by=rapporteur)
    assert Recommendation.objects.count() == 1


def test_each_step_is_logged_without_the_sender(session, sender, rapporteur):
    submissions.decline_submission(send(session, sender), by=rapporteur, reason="Said before")
    logged = EventLogEntry.objects.get(action="sessions.decline_submission")
    assert (logged.data["reason"], "Ada" in str(logged.data) + logged.words) == ("Said before", False)


# --- On the phone -------------------------------------------------------------------------------------------


@pytest.fixture
def phone(client, sender):
    client.force_login(sender.user)
    return client


def page(session: Session, *more: object) -> str:
    return reverse(
        "sessions:contribute_withdraw" if more else "sessions:contribute", args=[session.event.slug, session.pk, *more]
    )


def test_a_participant_sends_and_reads_what_became_of_it(phone, session, sender, rapporteur):
    data = {"key": str(KEY), "kind": "conclusion", "text": "<b>Tides</b> turn", "is_named": "on"}
    assert phone.post(page(session), data).status_code == 302
    shown = phone.get(page(session)).content.decode()
    assert ("&lt;b&gt;Tides" in shown, "waits for the rapporteur" in shown) == (True, True)
    submissions.decline_submission(Submission.objects.get(), by=rapporteur, reason="Said before")
    Session.objects.update(takes_submissions=False)
    shown = phone.get(page(session)).content.decode()
    assert ("Said before" in shown, "takes no more conclusions" in shown) == (True, True)
    assert "Tides" in phone.get("/me/").content.decode()


def test_what_comes_too_late_stays_typed(phone, session, sender):
    send(session, sender)
    Session.objects.update(takes_submissions=False)
    late = phone.post(page(session), {"key": str(KEY), "kind": "conclusion", "text": "Too late"})
    assert (late.status_code, "Too late" in late.content.decode(), Submission.objects.count()) == (422, True, 1)


def test_it_is_taken_back_while_it_waits(phone, session, sender, rapporteur):
    row, settled = send(session, sender), send(session, sender)
    submissions.take_over(settled, by=rapporteur)
    foreign = SubmissionFactory(session=session)
    for each in (row, settled, foreign):
        phone.post(page(session, each.pk))
    states = Submission.objects.in_bulk([row.pk, settled.pk, foreign.pk])
    assert [states[each.pk].state for each in (row, settled, foreign)] == ["withdrawn", "taken", "waiting"]
    assert [shown["submission"] for shown in phone.get(page(session)).context["rows"]] == [settled]


# --- The queue ----------------------------------------------------------------------------------------------


@pytest.fixture
def office(client, rapporteur):
    client.force_login(rapporteur)
    return client


def desk(session: Session, name: str, *more: object) -> str:
    return reverse(f"record:{name}", args=[session.event.slug, session.pk, *more])


def test_the_rapporteur_takes_over_merges_and_declines(office, session, sender):
    taken, merged, declined = (send(session, sender, text) for text in ("one", "two", "three"))
    there = RecordEntryFactory(session=session, kind="conclusion")

    def settle(row, action, **data):
        fields = {"kind": "conclusion", "text": row.text, "into": "", "reason": ""} | data
        sent = {f"{row.pk}-{name}": value for name, value in fields.items()}
        return office.post(desk(session, "settle_submission", row.pk, action), sent).status_code

    assert settle(declined, "decline") == settle(merged, "merge") == 422
    assert settle(taken, "take", text="first") == settle(merged, "merge", into=f"entry-{there.pk}") == 302
    assert settle(declined, "decline", reason="Said before") == 302
    assert list(Submission.objects.order_by("pk").values_list("state", "reason")) == [
        *(("taken", ""), ("merged", ""), ("declined", "Said before")),
    ]
    assert set(RecordEntry.objects.values_list("text", flat=True)) == {"first", there.text}
    assert settle(taken, "reopen") == 302
    assert Submission.objects.get(pk=taken.pk).state == "waiting"


def test_nothing_of_another_session_is_merged_into(office, session, sender):
    row, foreign = send(session, sender), RecordEntryFactory(kind="conclusion")
    data = {f"{row.pk}-kind": "conclusion", f"{row.pk}-text": "x", f"{row.pk}-into": f"entry-{foreign.pk}"}
    assert office.post(desk(session, "settle_submission", row.pk, "merge"), data).status_code == 422


def test_where_nobody_is_named_the_queue_names_the_sender_to_those_alone_who_may_know(client, session, sender):
    Session.objects.update(is_attributed=False)
    send(session, sender)
    for role, knows in ((Role.RAPPORTEUR, True), (Role.ORGANISER, False)):
        client.force_login(make_user(role, session.event))
        assert ("Ada Sender" in client.get(desk(session, "submissions")).content.decode()) is knows


@pytest.mark.parametrize("count", [2, 20])
def test_the_queue_takes_as_many_statements_for_twenty(office, session, count, django_assert_max_num_queries):
    SubmissionFactory.create_batch(count, session=session)
    office.get(desk(session, "submissions"))
    with django_assert_max_num_queries(12):
        office.get(desk(session, "submissions"))
