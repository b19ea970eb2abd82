"""The page on which a draft is commented on, and what was said as a file."""

from __future__ import annotations

import csv
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cms import places
from cms.models import Event
from cms.numbers import key_of
from cms.tables.cells import guard
from outputs.domain.comments import answer_comment, write_comment
from outputs.editing.commented import comments_for, pieces_of, with_comments
from outputs.models import Output
from outputs.permissions import may_answer_comments, may_comment_on, may_read_comments
from outputs.views.documents import keep_private
from participants.models import User

LONGEST_ID = 120


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, pk: int) -> HttpResponse:
    """Paragraph by paragraph: one's own comments, to the writers all of them; ?at= opens the form of one."""
    output = commented_output(request, pk)
    at, errors = _at(request), {}
    if request.method == "POST":
        errors = _keep(request, output)
        if not errors:
            return redirect(f"{reverse('outputs:comments', args=[pk])}#{at}")
    answers = may_answer_comments(request.user, output)
    said = comments_for(request.user, output, all_of_them=answers)
    event = Event.objects.with_place().get(pk=output.event_id)
    context = places.head(event, request, "outputs") | {
        "output": output,
        "period": output.comment_period,
        "pieces": with_comments(pieces_of(output), said),
        "at": at,
        "typed": request.POST.get("text", "") if errors else "",
        "errors": errors,
        "may_comment": may_comment_on(request.user, output),
        "may_answer": answers,
    }
    with timezone.override(event.tz):
        return keep_private(render(request, "outputs/comments.html", context, status=400 if errors else 200))


@login_required
@require_safe
def comments_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Every comment with its paragraph, for those who write the document."""
    output = commented_output(request, pk)
    if not may_answer_comments(request.user, output):
        raise Http404
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="comments-{output.pk}.csv"'
    rows = csv.writer(response)
    rows.writerow(["paragraph", "words", "comment", "by", "at", "answer", "settled"])
    for one in comments_for(request.user, output, all_of_them=True):
        words = [one.number, one.quote, one.text, str(one.author or ""), one.created_at.isoformat(), one.answer]
        rows.writerow([*map(guard, words), one.settled_at.isoformat() if one.settled_at else ""])
    return keep_private(response)


def commented_output(request: HttpRequest, pk: int) -> Output:
    """A document that is or was out for comments, for those who may comment or answer; not found for all others."""
    outputs = Output.objects.select_related("event__kind", "event__series", "event__venue__country", "comment_period")
    output = get_object_or_404(outputs.exclude(comment_period=None), pk=pk)
    if not may_read_comments(request.user, output):
        raise Http404
    return output


def _at(request: HttpRequest) -> str:
    return (request.POST if request.method == "POST" else request.GET).get("at", "")[:LONGEST_ID]


def _keep(request: HttpRequest, output: Output) -> dict[str, list[str]]:
    """Writes a comment, or the answer to the one that is named; by field what is wrong with it."""
    by, data = cast(User, request.user), request.POST
    try:
        if "comment" in data:
            found = get_object_or_404(output.comments.select_related("output__event"), pk=key_of(data["comment"]))
            answer_comment(found, by=by, answer=data.get("text", ""), is_settled="settled" in data)
            messages.success(request, _("The answer is kept."))
        else:
            write_comment(output, by=by, node=_at(request), text=data.get("text", ""))
            messages.success(request, _("Your comment is kept."))
    except ValidationError as refused:
        return refused.message_dict
    return {}
