"""The board on everybody's phone: cards are written, dots are set."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cms import places
from cms.doors import open_event
from participants.domain.people import person_of
from sessions.domain import brainstorming
from sessions.forms.brainstorming import CardForm
from sessions.models import Board, Card
from sessions.permissions import may_join_board
from sessions.record.board import columns_of, left_of


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def board(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = find(request, slug, pk)
    form = CardForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and added(request, found, form):
        return redirect("sessions:brainstorm", slug, pk)
    return show(request, found, form)


def added(request: HttpRequest, board: Board, form: CardForm) -> bool:
    try:
        brainstorming.add_card(board, by=request.user, person=person_of(request.user), **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    messages.success(request, _("It is on the board."))
    return True


def show(request: HttpRequest, board: Board, form: CardForm) -> HttpResponse:
    person = person_of(request.user)
    is_part = request.headers.get("X-Requested-With") == "XMLHttpRequest"
    context = {"board": board, "session": board.session, "event": board.session.event}
    context |= {"columns": columns_of(board, person), "left": left_of(board, person)}
    if is_part:
        return render(request, "sessions/brainstorm_cards.html", context)
    context |= places.head(board.session.event, request, "programme") | {"form": form}
    return render(request, "sessions/brainstorm.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def card(request: HttpRequest, slug: str, pk: int, card: int, action: str) -> HttpResponse:
    found = get_object_or_404(Card.objects.select_related("person"), pk=card, board=find(request, slug, pk))
    try:
        if action == "remove":
            brainstorming.take_card_away(found, by=request.user)
        else:
            person = person_of(request.user)
            brainstorming.set_dot(found, by=request.user, person=person, on=action == "dot")
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("sessions:brainstorm", slug, pk)


def find(request: HttpRequest, slug: str, pk: int) -> Board:
    event = open_event(request.user, slug)
    board = get_object_or_404(Board.objects.select_related("session"), session=pk, session__event=event)
    board.session.event = event
    if not may_join_board(request.user, board):
        raise Http404
    return board
