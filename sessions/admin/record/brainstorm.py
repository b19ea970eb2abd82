"""The board in the back office: set up, ended, cards brought together by dragging or by form, put into the record."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cms.numbers import key_of
from sessions.admin.record.base import crumbs, for_recorders, recorded
from sessions.domain import brainstorming
from sessions.forms.brainstorming import BoardForm
from sessions.models import Board, Card, Cluster, Session
from sessions.record.board import columns_of
from sessions.shorthand.grammar import KIND_LABELS

BECOMES = ("recommendation", "conclusion", "action", "key_message")


@require_safe
@for_recorders
def board(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    return show(request, recorded(request, slug, pk))


def show(request: HttpRequest, session: Session, form: BoardForm | None = None, *, status: int = 200) -> HttpResponse:
    found = Board.objects.filter(session=session).first()
    context: dict[str, Any] = {"session": session, "event": session.event, "board": found}
    context["kinds"] = [(kind, KIND_LABELS[kind]) for kind in BECOMES]
    if found:
        context["columns"] = columns_of(found)
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return render(request, "sessions/admin/record/board.html", context)
    initial = {"question": found.question, "votes": found.votes} if found else None
    context |= crumbs(session.event, session) | {"form": form or BoardForm(initial=initial)}
    context |= {"header_title": _("Brainstorming"), "header_icon": "group"}
    return render(request, "sessions/admin/record/brainstorm.html", context, status=status)


@require_POST
@for_recorders
def start(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    session = recorded(request, slug, pk)
    form = BoardForm(request.POST)
    if not form.is_valid():
        return show(request, session, form, status=422)
    brainstorming.start_board(session, by=request.user, **form.cleaned_data)
    return redirect("record:brainstorm", slug, pk)


@require_POST
@for_recorders
def steer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Five minutes more, the end of the time, voting opened or closed; the button says which."""
    found = get_object_or_404(Board, session=recorded(request, slug, pk))
    acts: dict[str, Any] = {
        "more": lambda: brainstorming.prolong_board(found, by=request.user, minutes=5),
        "end": lambda: brainstorming.end_time(found, by=request.user),
        "vote": lambda: brainstorming.set_voting(found, by=request.user, opens=True),
        "close": lambda: brainstorming.set_voting(found, by=request.user, opens=False),
    }
    if act := acts.get(request.POST.get("act", "")):
        act()
    return redirect("record:brainstorm", slug, pk)


@require_POST
@for_recorders
def place(request: HttpRequest, slug: str, pk: int, card: int) -> HttpResponse:
    """Into a cluster: of an id, of a new name, or out of any."""
    found = card_of(request, slug, pk, card)
    name, wanted = request.POST.get("name", ""), request.POST.get("cluster", "")
    cluster = get_object_or_404(Cluster, pk=key_of(wanted), board=found.board) if wanted and not name.strip() else None
    return tried(
        request, slug, pk, lambda: brainstorming.place_card(found, by=request.user, cluster=cluster, name=name)
    )


@require_POST
@for_recorders
def remove(request: HttpRequest, slug: str, pk: int, card: int) -> HttpResponse:
    found = card_of(request, slug, pk, card)
    return tried(request, slug, pk, lambda: brainstorming.take_card_away(found, by=request.user))


@require_POST
@for_recorders
def record_them(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A card, or all of a cluster, into the record."""
    found = get_object_or_404(Board, session=recorded(request, slug, pk))
    which = {name: key_of(request.POST[name]) for name in ("card", "cluster") if request.POST.get(name)}
    rows = Card.objects.filter(board=found).select_related("board__session")
    if "card" in which:
        cards = list(rows.filter(pk=which["card"]))
    else:
        cards = list(rows.filter(cluster=which.get("cluster", 0)))
    kind = request.POST.get("kind", "")
    if not cards or kind not in BECOMES:
        return redirect("record:brainstorm", slug, pk)

    def act() -> None:
        made = brainstorming.record_cards(cards, by=request.user, kind=kind)
        messages.success(request, _("In the record: %(text)s") % {"text": made.text})

    return tried(request, slug, pk, act)


def card_of(request: HttpRequest, slug: str, pk: int, card: int) -> Card:
    rows = Card.objects.select_related("board__session", "person")
    return get_object_or_404(rows, pk=card, board__session=recorded(request, slug, pk))


def tried(request: HttpRequest, slug: str, pk: int, act: Any) -> HttpResponse:
    try:
        act()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("record:brainstorm", slug, pk)
