"""What participants send to a session that invites it, and what became of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cms import places
from cms.doors import open_event
from participants.domain.people import person_of
from sessions.domain import submissions
from sessions.forms.submissions import SubmissionForm
from sessions.models import Session, Submission
from sessions.permissions import may_send_to


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contribute(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Whoever sent something finds it here, also when no more is taken."""
    session = find(request, slug, pk)
    form = SubmissionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and sent(request, session, form):
        return redirect("sessions:contribute", slug, pk)
    return show(request, session, form)


def sent(request: HttpRequest, session: Session, form: SubmissionForm) -> bool:
    person = person_of(request.user)
    try:
        submissions.send_submission(session, by=request.user, person=person, **form.cleaned_data)
    except PermissionDenied:
        form.add_error(None, _("This session takes no more. Copy your text if you need it."))
        return False
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    messages.success(request, _("It is with the rapporteur."))
    return True


def show(request: HttpRequest, session: Session, form: SubmissionForm) -> HttpResponse:
    context = places.head(session.event, request, "programme") | {
        "session": session,
        "form": form,
        "takes": may_send_to(request.user, session),
        "rows": [row_of(each) for each in mine(request, session)],
    }
    return render(request, "sessions/contribute.html", context, status=422 if form.errors else 200)


def mine(request: HttpRequest, session: Session) -> list[Submission]:
    rows = Submission.objects.filter(session=session, person__user=request.user).exclude(state="withdrawn")
    return list(rows.select_related("recommendation", "entry").order_by("-sent_at", "-pk"))


def row_of(row: Submission) -> dict[str, object]:
    became = row.recommendation
    public = became is not None and became.status == "adopted"
    url = reverse("sessions:recommendation", args=[became.pk]) if became and public else ""
    changed = row.recommendation or row.entry
    said = changed.text if changed and changed.text != row.text else ""
    return {"submission": row, "number": became.number if became else None, "url": url, "said": said}


@login_required
@require_POST
def withdraw(request: HttpRequest, slug: str, pk: int, submission: int) -> HttpResponse:
    session = find(request, slug, pk)
    row = get_object_or_404(Submission, pk=submission, session=session, person__user=request.user)
    try:
        submissions.withdraw_submission(row, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("sessions:contribute", slug, pk)


def find(request: HttpRequest, slug: str, pk: int) -> Session:
    """One that invites this visitor, or to which they sent something."""
    event = open_event(request.user, slug)
    session = get_object_or_404(Session.objects.select_related("event"), pk=pk, event=event)
    session.event = event
    has_sent = Submission.objects.filter(session=session, person__user=request.user)
    if not (may_send_to(request.user, session) or has_sent.exists()):
        raise Http404
    return session
