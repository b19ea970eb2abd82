from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from cms.models import EventLogEntry, Role
from sessions.domain import brainstorming
from sessions.models import Board, Card, Cluster, Dot, Recommendation, RecordEntry
from sessions.record.board import columns_of, left_of
from tests.factories.cms import published_event
from tests.factories.participants import PersonFactory, RegistrationFactory
from tests.factories.sessions import SessionFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db
KEY = UUID("00000000-0000-4000-8000-000000000007")


@pytest.fixture
def session(db):
    return SessionFactory(event=published_event())


@pytest.fixture
def board(session) -> Board:
    return brainstorming.start_board(session, by=None, question="What now?", minutes=10, votes=2)


@pytest.fixture
def rapporteur(session):
    return make_user(Role.RAPPORTEUR, session.event)


def participant(session, name="Ada Thinker"):
    person = PersonFactory(user=make_user(), name=name)
    RegistrationFactory(event=session.event, person=person, status="approved")
    return person


@pytest.fixture
def ada(session):
    return participant(session)


def add(board, person, text="Open the books", key=None) -> Card:
    return brainstorming.add_card(board, by=person.user, person=person, key=key or uuid4(), text=text)


def test_a_card_sent_twice_is_on_the_board_once(board, ada):
    assert add(board, ada, key=KEY) == add(board, ada, key=KEY)
    assert [(column.cluster, [card.text for card in column.cards]) for column in columns_of(board)] == [
        (None, ["Open the books"]),
    ]


@pytest.mark.parametrize(("seconds", "is_taken"), [(1, True), (-1, False)])
def test_cards_are_taken_until_the_time_is_over(board, ada, seconds, is_taken):
    Board.objects.update(closes_at=timezone.now() + timedelta(seconds=seconds))
    if not is_taken:
        with pytest.raises(ValidationError, match="The time is over"):
            add(board, ada)
    else:
        add(board, ada)
    assert Card.objects.count() == is_taken


@pytest.mark.parametrize("text", ["", " \n ", "x" * 281])
def test_a_card_holds_one_idea(board, ada, text):
    with pytest.raises(ValidationError):
        add(board, ada, text)


def test_nobody_floods_the_board(board, ada):
    Card.objects.bulk_create(Card(board=board, person=ada, key=uuid4(), text="x") for _ in range(30))
    with pytest.raises(ValidationError, match="which is the most"):
        add(board, ada)


def test_strangers_write_and_vote_nothing(board, ada):
    card, stranger = add(board, ada), PersonFactory(user=make_user())
    with pytest.raises(PermissionDenied):
        add(board, stranger)
    brainstorming.set_voting(board, by=None, opens=True)
    with pytest.raises(PermissionDenied):
        brainstorming.set_dot(card, by=stranger.user, person=stranger, on=True)


@pytest.mark.parametrize(("minutes", "votes"), [(0, 3), (181, 3), (5, 0), (5, 21)])
def test_a_board_has_limits(session, minutes, votes):
    with pytest.raises(ValidationError, match="Between 1 and"):
        brainstorming.start_board(session, by=None, question="What?", minutes=minutes, votes=votes)


def test_a_board_asked_anew_keeps_its_cards(session, board, ada):
    add(board, ada)
    again = brainstorming.start_board(session, by=None, question="And then?", minutes=5)
    assert (again, again.question, again.cards.count()) == (board, "And then?", 1)


def test_dots_are_as_many_as_each_has_and_may_be_moved(board, ada):
    cards = [add(board, ada, f"{number}") for number in range(3)]

    def dot(card, *, on=True):
        brainstorming.set_dot(card, by=ada.user, person=ada, on=on)

    with pytest.raises(ValidationError, match="not taken now"):
        dot(cards[0])
    brainstorming.set_voting(board, by=None, opens=True)
    for card in (cards[0], cards[0], cards[1]):
        dot(card)
    with pytest.raises(ValidationError, match="no dot left"):
        dot(cards[2])
    dot(cards[0], on=False)
    dot(cards[2])
    assert set(Dot.objects.values_list("card__text", flat=True)) == {"1", "2"}
    assert left_of(board, ada) == 0
    with pytest.raises(ValidationError, match="The time is over"):
        add(board, ada)


def test_cards_are_clustered_and_empty_clusters_go(board, ada):
    one, two = add(board, ada, "one"), add(board, ada, "two")
    brainstorming.place_card(one, by=None, name="Books")
    brainstorming.place_card(two, by=None, cluster=Cluster.objects.get())
    assert [(str(column.cluster), len(column.cards)) for column in columns_of(board)] == [("Books", 2), ("None", 0)]
    for card in (one, two):
        brainstorming.place_card(card, by=None)
    assert not Cluster.objects.exists()


def test_a_cluster_of_another_board_is_refused(board, ada):
    other = brainstorming.start_board(SessionFactory(), by=None, question="Else?", minutes=5)
    foreign = Cluster.objects.create(board=other, name="Foreign")
    with pytest.raises(ValidationError, match="another board"):
        brainstorming.place_card(add(board, ada), by=None, cluster=foreign)


def test_a_cluster_becomes_one_recommendation_in_the_words_with_most_dots_crediting_all(board, ada):
    bob = participant(board.session, "Bob Thinker")
    cards = [add(board, ada, "publish"), add(board, bob, "publish all")]
    brainstorming.set_voting(board, by=None, opens=True)
    brainstorming.set_dot(cards[1], by=ada.user, person=ada, on=True)
    made = brainstorming.record_cards(cards, by=None, kind="recommendation")
    assert (made.text, set(made.proposers.all())) == ("publish all", {ada, bob})
    with pytest.raises(ValidationError, match="in the record already"):
        brainstorming.record_cards(cards, by=None, kind="recommendation")
    assert Recommendation.objects.count() == 1


def test_whoever_does_not_want_to_be_named_is_not(board, ada):
    card = brainstorming.add_card(board, by=ada.user, person=ada, key=KEY, text="Open", is_named=False)
    assert not brainstorming.record_cards([card], by=None, kind="recommendation").proposers.exists()


def test_more_time_is_added_to_what_is_left_and_ends_the_voting(board):
    left = board.closes_at
    assert brainstorming.prolong_board(board, by=None, minutes=5).closes_at == left + timedelta(minutes=5)
    voting = brainstorming.set_voting(board, by=None, opens=True)
    assert (voting.is_voting, voting.is_collecting()) == (True, False)
    again = brainstorming.prolong_board(board, by=None, minutes=5)
    assert (again.is_voting, again.is_collecting()) == (False, True)
    ended = brainstorming.end_time(board, by=None)
    assert not ended.is_collecting()
    assert brainstorming.end_time(board, by=None).closes_at == ended.closes_at


def test_each_step_of_a_board_is_logged(board):
    brainstorming.prolong_board(board, by=None, minutes=5)
    for opens in (True, False):
        brainstorming.set_voting(board, by=None, opens=opens)
    brainstorming.end_time(board, by=None)
    actions = EventLogEntry.objects.order_by("pk").values_list("action", flat=True)
    assert [action.removeprefix("sessions.") for action in actions] == [
        *("start_board", "prolong_board", "open_voting", "close_voting", "end_time"),
    ]


def test_a_card_becomes_an_entry_and_then_stays(board, ada, rapporteur):
    card = add(board, ada)
    made = brainstorming.record_cards([card], by=rapporteur, kind="conclusion")
    card.refresh_from_db()
    assert (made.text, made.kind, list(made.proposers.all()), card.entry) == (
        "Open the books",
        "conclusion",
        [ada],
        made,
    )
    with pytest.raises(ValidationError, match="it stays"):
        brainstorming.take_card_away(card, by=rapporteur)


def test_who_may_take_a_card_away(board, ada, rapporteur):
    bob, card = participant(board.session, "Bob"), add(board, ada)
    with pytest.raises(PermissionDenied):
        brainstorming.take_card_away(card, by=bob.user)
    brainstorming.take_card_away(card, by=ada.user)
    brainstorming.take_card_away(add(board, ada), by=rapporteur)
    assert not Card.objects.exists()


# --- On the phone -------------------------------------------------------------------------------------------


def page(board, *more) -> str:
    name = "brainstorm_card" if more else "brainstorm"
    return reverse(f"sessions:{name}", args=[board.session.event.slug, board.session_id, *more])


def test_a_participant_writes_sets_a_dot_and_sees_no_name(client, board, ada):
    bob = participant(board.session, "Bob Thinker")
    client.force_login(ada.user)
    client.post(page(board), {"key": str(KEY), "text": "<i>Open</i> the books"})
    card = Card.objects.get()
    brainstorming.set_voting(board, by=None, opens=True)
    client.force_login(bob.user)
    client.post(page(board, card.pk, "dot"))
    shown = client.get(page(board)).content.decode()
    assert ("&lt;i&gt;Open" in shown, "1 dot" in shown, "Ada Thinker" in shown) == (True, True, False)
    client.post(page(board, card.pk, "undot"))
    assert not Dot.objects.exists()


def test_what_comes_too_late_stays_typed(client, board, ada):
    Board.objects.update(closes_at=timezone.now())
    client.force_login(ada.user)
    late = client.post(page(board), {"key": str(KEY), "text": "Too late"})
    assert (late.status_code, "Too late" in late.content.decode()) == (422, True)


@pytest.mark.parametrize("count", [2, 20])
def test_the_board_takes_as_many_statements_for_twenty(client, board, ada, count, django_assert_max_num_queries):
    for number in range(count):
        brainstorming.place_card(add(board, ada, f"{number}"), by=None, name=f"Cluster {number}")
    client.force_login(ada.user)
    client.get(page(board))
    with django_assert_max_num_queries(20):
        client.get(page(board))


# --- The board in the back office -----------------------------------------------------------------------------


def office(board, name: str, *more) -> str:
    return reverse(f"record:{name}", args=[board.session.event.slug, board.session_id, *more])


def test_the_rapporteur_sets_up_clusters_and_records(client, session, ada, rapporteur):
    client.force_login(rapporteur)
    start = reverse("record:start_board", args=[session.event.slug, session.pk])
    assert client.post(start, {"question": "What?", "minutes": 900, "votes": 3}).status_code == 422
    assert client.post(start, {"question": "What?", "minutes": 9, "votes": 3}).status_code == 302
    board = Board.objects.get()
    one, two = add(board, ada, "one"), add(board, ada, "two")
    client.post(office(board, "place_card", one.pk), {"name": "Books", "cluster": ""})
    client.post(office(board, "place_card", two.pk), {"name": "", "cluster": Cluster.objects.get().pk})
    for act in ("end", "vote", "close", "more", "nonsense"):
        assert client.post(office(board, "steer_board"), {"act": act}).status_code == 302
    client.post(office(board, "record_cards"), {"cluster": Cluster.objects.get().pk, "kind": "recommendation"})
    client.post(office(board, "record_cards"), {"card": one.pk, "kind": "view"})
    assert (Recommendation.objects.get().text, RecordEntry.objects.count()) == ("one", 0)
    assert "in the record" in client.get(office(board, "brainstorm")).content.decode()


def test_nothing_of_another_board_is_moved(client, board, ada, rapporteur):
    other = brainstorming.start_board(SessionFactory(event=board.session.event), by=None, question="Else?", minutes=5)
    card, foreign = add(board, ada), Cluster.objects.create(board=other, name="Foreign")
    client.force_login(rapporteur)
    assert client.post(office(board, "place_card", card.pk), {"cluster": foreign.pk}).status_code == 403
    assert client.post(office(other, "remove_card", card.pk)).status_code == 403
    card.refresh_from_db()
    assert card.cluster is None
