"""A draft that is out for comments: who may say something, of which paragraph, until when, and what is answered."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from outputs.domain.comments import answer_comment, open_comments, write_comment
from outputs.models import Comment, CommentPeriod, Output
from participants.models import Letter
from tests.factories.cms import publish
from tests.factories.outputs import new_output, recorded_event
from tests.factories.participants import PersonFactory, RegistrationFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    event = recorded_event(1, slug="meeting")
    publish(event)
    return new_output(event)


@pytest.fixture
def organiser(draft):
    return make_user("organiser", draft.event)


def today(output):
    return timezone.localdate(timezone=output.event.tz)


def opened(output, by, **options):
    options = {"last_day": today(output), "audience": "participants"} | options
    open_comments(output, by=by, **options)
    return Output.objects.select_related("event", "comment_period").get(pk=output.pk)


def participant(output):
    user = make_user(None)
    RegistrationFactory(event=output.event, person=PersonFactory(user=user), status="approved")
    return user


def paragraph_of(output):
    return f"recommendation-{output.event.recommendations.get().pk}"


def test_opening_writes_to_each_participant_once(draft, organiser):
    reader = participant(draft)
    output = opened(draft, organiser)
    opened(draft, organiser, last_day=today(draft) + timedelta(days=3))
    (letter,) = Letter.objects.all()
    assert (output.state, letter.kind, letter.state, letter.person.user) == (
        "for_comments",
        "comments",
        "draft",
        reader,
    )
    assert f"/outputs/{draft.pk}/comments/" in letter.body
    assert CommentPeriod.objects.get().ends_at.date() >= today(draft) + timedelta(days=2)


def test_a_comment_keeps_the_paragraph_as_it_read(draft, organiser):
    output, reader = opened(draft, organiser), participant(draft)
    comment = write_comment(output, by=reader, node=paragraph_of(output), text="  Too weak. ")
    assert (comment.text, comment.number, comment.author) == ("Too weak.", comment.number, reader)
    assert "publish standard 1" in comment.quote


def test_who_may_comment(draft, organiser):
    reader, stranger, named = participant(draft), make_user(None), PersonFactory(user=make_user(None))
    output = opened(draft, organiser, audience="readers", readers=[named])
    node = paragraph_of(output)
    assert [may(write_comment, output, by=user, node=node, text="x") for user in (reader, stranger, named.user)] == [
        False, False, True,
    ]  # fmt: skip


def test_nobody_comments_once_the_time_is_over(draft, organiser):
    output, reader = opened(draft, organiser), participant(draft)
    CommentPeriod.objects.update(ends_at=timezone.now() - timedelta(minutes=1))
    output.comment_period.refresh_from_db()
    assert not may(write_comment, output, by=reader, node=paragraph_of(output), text="x")


@pytest.mark.parametrize(("role", "opens"), [("rapporteur", False), ("organiser", True), (None, False)])
def test_who_may_open_it(draft, role, opens):
    assert (
        may(open_comments, draft, by=make_user(role, draft.event), last_day=today(draft), audience="participants")
        is opens
    )


@pytest.mark.parametrize(
    ("options", "errors"),
    [
        ({"days": -1}, {"last_day": ["This day is over."]}),
        ({"audience": "all"}, {"audience": ["Choose who may comment."]}),
        ({"audience": "readers"}, {"readers": ["Name at least one person."]}),
    ],
)
def test_what_is_wrong_is_told_by_field(draft, organiser, options, errors):
    day = today(draft) + timedelta(days=options.pop("days", 0))
    with pytest.raises(ValidationError) as refused:
        opened(draft, organiser, last_day=day, **options)
    assert refused.value.message_dict == errors
    assert Output.objects.get().state == "draft"


def test_an_empty_comment_and_one_on_nothing_are_refused(draft, organiser):
    output, reader = opened(draft, organiser), participant(draft)
    for node, text in [(paragraph_of(output), "  "), ("gone", "x"), (paragraph_of(output), "x" * 5001)]:
        with pytest.raises(ValidationError) as refused:
            write_comment(output, by=reader, node=node, text=text)
        assert list(refused.value.message_dict) == ["text"]
    assert not Comment.objects.exists()


def test_readers_see_their_own_and_writers_all(client, draft, organiser):
    output, one, other = opened(draft, organiser), participant(draft), participant(draft)
    url, node = f"/outputs/{output.pk}/comments/", paragraph_of(output)
    for user in (one, other):
        client.force_login(user)
        assert client.post(url, {"at": node, "text": f"Said by {user.pk}"}).url == f"{url}#{node}"
    shown = {}
    for user in (one, other, organiser):
        client.force_login(user)
        pieces = client.get(url, {"at": node}).context["pieces"]
        shown[user] = [comment.text for piece in pieces for comment in piece.comments]
    assert shown == {
        one: [f"Said by {one.pk}"],
        other: [f"Said by {other.pk}"],
        organiser: [f"Said by {one.pk}", f"Said by {other.pk}"],
    }


def test_the_answer_is_read_by_whoever_asked(client, draft, organiser):
    output, reader = opened(draft, organiser), participant(draft)
    comment = write_comment(output, by=reader, node=paragraph_of(output), text="Too weak.")
    client.force_login(organiser)
    answer = {"at": comment.node, "comment": comment.pk, "text": "Now stronger.", "settled": "on"}
    client.post(f"/outputs/{output.pk}/comments/", answer)
    comment.refresh_from_db()
    assert (comment.answer, comment.settled_by) == ("Now stronger.", organiser)
    client.force_login(reader)
    assert "Now stronger." in client.get(f"/outputs/{output.pk}/comments/").content.decode()
    assert not may(answer_comment, comment, by=reader, answer="", is_settled=False)


def test_what_was_typed_stays_where_it_is_refused(client, draft, organiser):
    output, reader = opened(draft, organiser), participant(draft)
    client.force_login(reader)
    response = client.post(f"/outputs/{output.pk}/comments/", {"at": paragraph_of(output), "text": "x" * 5001})
    assert (response.status_code, response.context["typed"]) == (400, "x" * 5001)


def test_all_comments_as_a_file(client, draft, organiser):
    output, reader = opened(draft, organiser), participant(draft)
    write_comment(output, by=reader, node=paragraph_of(output), text="=1+1")
    url = f"/outputs/{output.pk}/comments.csv"
    client.force_login(reader)
    assert client.get(url).status_code == 404
    client.force_login(organiser)
    head, row = client.get(url).content.decode().splitlines()
    assert (head, "'=1+1" in row) == ("paragraph,words,comment,by,at,answer,settled", True)


def test_a_comment_on_what_is_gone_is_not_lost(client, draft, organiser):
    output, reader = opened(draft, organiser), participant(draft)
    comment = write_comment(output, by=reader, node=paragraph_of(output), text="Mind this.")
    Comment.objects.update(node="gone")
    client.force_login(organiser)
    last = client.get(f"/outputs/{output.pk}/comments/").context["pieces"][-1]
    assert (last.is_gone, last.text, last.comments) == (True, comment.quote, [comment])


def test_the_page_costs_the_same_for_two_and_twenty(client, draft, organiser):
    output = opened(draft, organiser)
    client.force_login(organiser)

    def queries(count):
        for _ in range(count):
            write_comment(output, by=participant(output), node=paragraph_of(output), text="x")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/outputs/{output.pk}/comments/")
        return len(captured)

    queries(1)
    assert queries(2) == queries(20)


def may(act, *args, **options):
    try:
        act(*args, **options)
    except PermissionDenied:
        return False
    return True
