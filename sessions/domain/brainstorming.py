"""Brainstorming in a session: a time box, cards, clusters, dots, and what becomes of them in the record."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from participants.domain.text import check_fields, one_line
from participants.models import Person, User
from sessions.domain.record import capture_entry, capture_recommendation
from sessions.models import Board, Card, Cluster, Dot, Recommendation, RecordEntry, Session
from sessions.permissions import may_join_board, may_record
from sessions.record.board import left_of

MOST_MINUTES, MOST_VOTES, MOST_CARDS = 180, 20, 30


def start_board(session: Session, *, by: User | None, question: str, minutes: int, votes: int = 3) -> Board:
    """A board that takes cards for `minutes` from now, 1 to 180; one that is there is asked anew and keeps its cards.

    Raises PermissionDenied; ValidationError by field.
    """
    _allow(session, by)
    if not 1 <= minutes <= MOST_MINUTES:
        raise ValidationError({"minutes": _("Between 1 and %(most)d minutes.") % {"most": MOST_MINUTES}})
    if not 1 <= votes <= MOST_VOTES:
        raise ValidationError({"votes": _("Between 1 and %(most)d dots.") % {"most": MOST_VOTES}})
    with transaction.atomic():
        Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
        board = Board.objects.filter(session=session).first() or Board(session=session)
        board.question, board.votes, board.is_voting = one_line(question), votes, False
        board.closes_at = timezone.now() + timedelta(minutes=minutes)
        check_fields(board, exclude=["session"])
        board.save()
        log(instance=session, action="sessions.start_board", user=by, data={"question": board.question})
    return board


def prolong_board(board: Board, *, by: User | None, minutes: int) -> Board:
    """Takes cards for `minutes` more: after the time that is left, or from now where none is. Voting ends.

    Raises as `start_board`.
    """
    if not 1 <= minutes <= MOST_MINUTES:
        raise ValidationError({"minutes": _("Between 1 and %(most)d minutes.") % {"most": MOST_MINUTES}})
    with _steered(board, by, "sessions.prolong_board") as row:
        row.closes_at = max(row.closes_at, timezone.now()) + timedelta(minutes=minutes)
        row.is_voting = False
    return row


def end_time(board: Board, *, by: User | None) -> Board:
    """No more cards. Raises PermissionDenied."""
    with _steered(board, by, "sessions.end_time") as row:
        row.closes_at = min(row.closes_at, timezone.now())
    return row


def set_voting(board: Board, *, by: User | None, opens: bool) -> Board:
    """Dots are set while voting is open, and cards no more. Raises PermissionDenied."""
    with _steered(board, by, "sessions.open_voting" if opens else "sessions.close_voting") as row:
        row.is_voting = opens
        if opens:
            row.closes_at = min(row.closes_at, timezone.now())
    return row


@contextmanager
def _steered(board: Board, by: User | None, action: str) -> Iterator[Board]:
    """The locked row, saved and logged at the end: a card or a dot comes before it or after it."""
    _allow(board.session, by)
    with transaction.atomic():
        row = _locked(board)
        yield row
        row.save(update_fields=["closes_at", "is_voting"])
        log(instance=board.session, action=action, user=by)


def _locked(board: Board) -> Board:
    return Board.objects.select_for_update(of=("self",)).select_related("session").get(pk=board.pk)


def add_card(board: Board, *, by: User, person: Person, key: UUID, text: str, is_named: bool = True) -> Card:
    """An idea; sent again with the same `key`, the first one. At most 30 from one person.

    Raises PermissionDenied; ValidationError where the time is over, by the clock of the server.
    """
    if not may_join_board(by, board):
        raise PermissionDenied
    card = Card(board=board, person=person, key=key, text=one_line(text), is_named=is_named)
    check_fields(card, exclude=["board", "person", "cluster", "entry", "recommendation"])
    with transaction.atomic():
        is_collecting = _locked(board).is_collecting()
        mine = Card.objects.filter(board=board, person=person)
        if sent := mine.filter(key=key).first():
            return sent
        if not is_collecting:
            raise ValidationError({"text": _("The time is over; your idea is not on the board.")})
        if mine.count() >= MOST_CARDS:
            raise ValidationError({"text": _("You have %(count)d cards, which is the most.") % {"count": MOST_CARDS}})
        card.save()
    return card


def take_card_away(card: Card, *, by: User) -> None:
    """Its author while cards are taken, or those who write the record. Raises PermissionDenied, ValidationError."""
    is_own = card.person.user_id == by.pk and card.board.is_collecting()
    if not is_own and not may_record(by, card.board.session):
        raise PermissionDenied
    if card.is_used:
        raise ValidationError(_("This card is in the record; it stays."))
    card.delete()


def place_card(card: Card, *, by: User | None, cluster: Cluster | None = None, name: str = "") -> Card:
    """Into a cluster of its board, one of that `name` (made where there is none), or out of any.

    Raises PermissionDenied; ValidationError ("name").
    """
    _allow(card.board.session, by)
    if cluster and cluster.board_id != card.board_id:
        raise ValidationError(_("This cluster is on another board."))
    if name := one_line(name):
        check_fields(Cluster(name=name), exclude=["board"])
        cluster, _made = Cluster.objects.get_or_create(board=card.board, name=name)
    card.cluster = cluster
    card.save(update_fields=["cluster"])
    Cluster.objects.filter(board=card.board, cards=None).delete()
    return card


def set_dot(card: Card, *, by: User, person: Person, on: bool) -> None:
    """Sets or takes back a dot; never more than each has.

    Raises PermissionDenied; ValidationError where voting is closed or no dot is left.
    """
    if not may_join_board(by, card.board):
        raise PermissionDenied
    with transaction.atomic():
        board = _locked(card.board)
        if not board.is_voting:
            raise ValidationError(_("Dots are not taken now."))
        if not on:
            Dot.objects.filter(card=card, person=person).delete()
            return
        has_it = Dot.objects.filter(card=card, person=person).exists()
        if not has_it and not left_of(board, person):
            raise ValidationError(_("You have no dot left; take one back first."))
        Dot.objects.get_or_create(card=card, person=person)


def record_cards(cards: Sequence[Card], *, by: User | None, kind: str) -> RecordEntry | Recommendation:
    """Makes one entry of `kind`, or a "recommendation", of cards of one board: in the words of that with most dots,
    crediting the authors of all who may be named. Cards that are in the record already make nothing new.

    Raises as a change of the record does, and ValidationError where none is left.
    """
    board = cards[0].board
    _allow(board.session, by)
    with transaction.atomic():
        _locked(board)
        rows = Card.objects.filter(pk__in=[card.pk for card in cards], board=board, entry=None, recommendation=None)
        left = list(rows.annotate(dots_set=Count("dots")).order_by("-dots_set", "pk").select_related("person"))
        if not left:
            raise ValidationError(_("This is in the record already."))
        made = _captured(board.session, left, kind, by)
        field = "recommendation" if isinstance(made, Recommendation) else "entry"
        Card.objects.filter(pk__in=[card.pk for card in left]).update(**{field: made})
    return made


def _captured(session: Session, cards: Sequence[Card], kind: str, by: User | None) -> RecordEntry | Recommendation:
    people = list({card.person_id: card.person for card in cards if card.is_named}.values())
    data: dict[str, Any] = {"text": cards[0].text, "proposers": people}
    if kind == "recommendation":
        return capture_recommendation(session.event, by=by, session=session, data=data)
    return capture_entry(session, by=by, data=data | {"kind": kind})


def _allow(session: Session, by: User | None) -> None:
    if by and not may_record(by, session):
        raise PermissionDenied
