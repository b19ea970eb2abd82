"""Reading a brainstorming board: its columns, and what one person may do with its cards. Nobody's name is in it."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef

from participants.models import Person
from sessions.models import Board, Card, Cluster, Dot


@dataclass(frozen=True, slots=True)
class Column:
    """`cluster` is None for the cards that are in none."""

    cluster: Cluster | None
    cards: list[Card]

    @property
    def dots(self) -> int:
        return sum(card.dot_count for card in self.cards)


def columns_of(board: Board, person: Person | None = None) -> list[Column]:
    """Clusters with most dots first, then the cards in none; in two statements.

    Each card has `dot_count`, and for `person` `is_mine` and `has_my_dot`.
    """
    mine = Dot.objects.filter(card=OuterRef("pk"), person=person)
    cards = Card.objects.filter(board=board).annotate(dot_count=Count("dots"), has_my_dot=Exists(mine))
    by_cluster: dict[int | None, list[Card]] = {}
    for card in cards.order_by("-dot_count", "created_at", "pk"):
        card.is_mine = person is not None and card.person_id == person.pk
        by_cluster.setdefault(card.cluster_id, []).append(card)
    columns = [Column(each, by_cluster.get(each.pk, [])) for each in board.clusters.all()]
    columns.sort(key=lambda column: -column.dots)
    return [*columns, Column(None, by_cluster.get(None, []))]


def left_of(board: Board, person: Person) -> int:
    """How many dots `person` may still set."""
    return max(0, board.votes - Dot.objects.filter(card__board=board, person=person).count())
