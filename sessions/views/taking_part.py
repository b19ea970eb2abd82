"""Signing up for a session, signing in at its beginning, and the list of those expected with a tick for each."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from cms import places
from cms.doors import open_event
from cms.numbers import keys_in
from participants.domain.people import person_of
from participants.models import Person
from participants.permissions import is_approved
from sessions.domain import attendance, session_places
from sessions.models import Session, SessionAttendance, SessionPlace
from sessions.permissions import may_join_board, may_send_to, may_take_attendance

PER_PAGE = 100


def panel_of(request: HttpRequest, session_id: int) -> dict[str, Any] | None:
    """What the page of a session says of taking part. One query for a visitor where nobody needs to sign up."""
    session = Session.objects.select_related("room", "event", "board").filter(pk=session_id).first()
    if session is None:
        return None
    user = request.user
    is_in = user.is_authenticated and is_approved(user, session.event)
    panel: dict[str, Any] = {"session": session, "is_approved": is_in}
    if session.needs_sign_up:
        panel |= _sign_up_of(session, user if is_in else None)
    if is_in and attendance.is_open(session):
        here = SessionAttendance.objects.filter(session=session, person__user=user)
        panel |= {"is_sign_in_open": True, "is_here": here.exists()}
    panel["may_send"] = session.takes_submissions and may_send_to(user, session)
    board = getattr(session, "board", None)
    panel["may_brainstorm"] = board is not None and user.is_authenticated and may_join_board(user, board)
    panel["may_list"] = user.is_authenticated and may_take_attendance(user, session)
    return panel


def _sign_up_of(session: Session, user: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"count": session_places.count_of(session)}
    if user:
        person = person_of(user)
        place = SessionPlace.objects.filter(session=session, person=person).first()
        found |= {"place": place, "position": session_places.position_of(place) if place else None}
        found["overlapping"] = session_places.overlapping(session, person)
    return found


@login_required
@require_POST
def sign_up(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """With "leave" the place is given back."""
    session, person = find_known(request, slug, pk), person_of(request.user)
    if "leave" in request.POST:
        act(
            request,
            lambda: session_places.give_back(session, person=person, by=request.user),
            _("You left the session."),
        )
    else:
        act(request, lambda: _join(request, session, person))
    return redirect(f"{page_of(session)}#taking-part")


def _join(request: HttpRequest, session: Session, person: Person) -> None:
    place = session_places.sign_up(session, person=person, by=request.user)
    is_waiting = place.status == SessionPlace.Status.WAITING
    messages.success(request, _("You are on the waiting list.") if is_waiting else _("You have a place."))


@login_required
@require_POST
def sign_in(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    session, code = find_known(request, slug, pk), request.POST.get("code", "")
    person = person_of(request.user)
    act(
        request,
        lambda: attendance.sign_in(session, person=person, by=request.user, code=code[:20]),
        _("You are signed in to this session."),
    )
    return redirect(f"{page_of(session)}#taking-part")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The roll call. Ticks are kept page by page; who was noted before keeps when and how."""
    session = find(request, slug, pk)
    if not may_take_attendance(request.user, session):
        raise Http404
    if request.method == "POST":
        return call_the_roll(request, session)
    query = request.GET.get("q", "").strip()[:100]
    expected = attendance.expected_in(session).select_related("country")
    found = expected.filter(name__icontains=query) if query else expected
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    there = {row.person_id: row for row in attendance.attendance_of(session).filter(person__in=page.object_list)}
    context = places.head(session.event, request, "programme") | {
        "session": session,
        "query": query,
        "page": page,
        "rows": [{"person": person, "there": there.get(person.pk)} for person in page],
        "present": attendance.attendance_of(session).count(),
        "line": session_places.line_of(session).select_related("person") if session.needs_sign_up else [],
        "count": session_places.count_of(session) if session.needs_sign_up else None,
        "code": attendance.code_of(session),
    }
    return render(request, "sessions/taking_part/people.html", context)


def call_the_roll(request: HttpRequest, session: Session) -> HttpResponse:
    shown, ticked = keys_in(request.POST.getlist("shown")), keys_in(request.POST.getlist("here"))
    expected = attendance.expected_in(session).filter(pk__in=shown).in_bulk()
    here = [person for pk, person in expected.items() if pk in ticked]
    new = attendance.note_attendance(session, people=here, mode=SessionAttendance.Mode.ROLL_CALL, by=request.user)
    gone = attendance.attendance_of(session).filter(person__in=[pk for pk in expected if pk not in ticked])
    for row in gone:
        attendance.clear_attendance(session, person=row.person, by=request.user)
    words = ngettext("%(count)s person was noted.", "%(count)s people were noted.", len(new))
    messages.success(request, words % {"count": len(new)})
    back = {key: request.POST[key] for key in ("q", "page") if request.POST.get(key)}
    return redirect(f"{reverse('sessions:session_people', args=[session.event.slug, session.pk])}?{urlencode(back)}")


def find(request: HttpRequest, slug: str, pk: int) -> Session:
    event = open_event(request.user, slug)
    session = get_object_or_404(Session.objects.filter(event=event).select_related("room"), pk=pk)
    session.event = event
    return session


def find_known(request: HttpRequest, slug: str, pk: int) -> Session:
    """Raises Http404 for one that was not released, whose id was guessed; who has a place in it may give that back."""
    session, user = find(request, slug, pk), request.user
    is_in = SessionPlace.objects.filter(session=session, person__user=user)
    if session_places.is_known(session, user) or is_in.exists():  # type: ignore[arg-type]
        return session
    raise Http404


def page_of(session: Session) -> str:
    return reverse("sessions:session", args=[session.event.slug, session.pk])


def act(request: HttpRequest, change: Callable[[], None], praise: str = "") -> None:
    try:
        change()
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        if praise:
            messages.success(request, praise)
