"""The board of an output in the back office: recommendations on one side, the clauses of the document on the other.

Every act is a form that works by itself; the page's script sends the same forms and draws the board anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from outputs import permissions
from outputs.admin.access import output_of, writer
from outputs.admin.forms import ClauseForm
from outputs.admin.frame import frame
from outputs.domain import assembling
from outputs.domain.dispositions import Verdict
from outputs.models import Output
from outputs.record.alike import Alike, alike
from outputs.record.board import Row, clauses_of, groups_of, rows_of
from outputs.record.rollup import LABELS, levels_of

INVALID = 422
BY = ("theme", "session", "event")
Likes = dict[int, list[Alike]]


@dataclass
class Asked:
    """What of the board somebody wants to see; `query` keeps it over an act."""

    data: QueryDict

    @property
    def by(self) -> str:
        return self.data.get("by") if self.data.get("by") in BY else BY[0]  # type: ignore[return-value]

    @property
    def shows_all(self) -> bool:
        return self.data.get("show") == "all"

    @property
    def theme(self) -> str:
        return self.data.get("theme", "")

    @property
    def words(self) -> str:
        return self.data.get("q", "").strip()

    def takes(self, row: Row) -> bool:
        text = f"{row.sentence} {row.recommendation.number}".casefold()
        themes = [str(theme.pk) for theme in row.recommendation.themes.all()]
        is_wanted = self.shows_all or row.is_open
        return is_wanted and self.words.casefold() in text and (not self.theme or self.theme in themes)


@dataclass
class Post:
    """What somebody did on the board: `act`, the ids it is about, and what they looked at."""

    data: QueryDict

    @cached_property
    def act(self) -> str:
        return self.data.get("act", "").partition(":")[0]

    @cached_property
    def ids(self) -> list[int]:
        named = self.data.get("act", "").partition(":")[2]
        wanted = [named] if named else self.data.getlist("chosen")
        return list(dict.fromkeys(int(one) for one in wanted if one.isdecimal()))

    @cached_property
    def seen(self) -> dict[int, str]:
        return {pk: self.data.get(f"seen-{pk}", "") for pk in self.ids}

    def text(self, name: str) -> str:
        return self.data.get(name, "").strip()

    def number(self, name: str) -> int:
        return int(self.text(name)) if self.text(name).isdecimal() else 0


@require_http_methods(["GET", "HEAD", "POST"])
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """Each recommendation of the event and of those inside it, and what becomes of it in this document."""
    output = output_of(request, pk)
    if request.method != "POST":
        return _show(request, output)
    if not permissions.may_edit_output(request.user, output):
        raise PermissionDenied
    post = Post(request.POST)
    if post.act == "merge" and len(post.ids) > 1:
        return _to_words(output, post.ids)
    try:
        said = _do(output, post, writer(request))
    except ValidationError as refused:
        return _show(request, output, errors=refused.messages, post=post)
    if _is_fetched(request):
        return _show(request, output, said=said)
    messages.success(request, said)
    return redirect(f"{reverse('outputs_admin:board', args=[output.pk])}?{request.GET.urlencode()}")


def _do(output: Output, post: Post, by: Any) -> str:
    """What was done, in words. Raises ValidationError."""
    if post.act == "undo":
        return _("Undone: %(what)s") % {"what": assembling.undo(output, by=by)}
    if post.act == "accept":
        assembling.accept_suggestions(output, by=by)
    elif not post.ids:
        raise ValidationError(_("Choose at least one recommendation."))
    elif post.act in ACTS:
        ACTS[post.act](output, post, by)
    else:
        raise ValidationError(_("Choose two or more to merge."))
    return _("Done: %(what)s") % {"what": output.board_acts.values_list("words", flat=True)[0]}


def _take(output: Output, post: Post, by: Any) -> None:
    assembling.take_up(output, post.ids, by=by, heading=post.text("heading"), seen=post.seen)


def _leave(verdict: str) -> Callable[[Output, Post, Any], None]:
    def leave(output: Output, post: Post, by: Any) -> None:
        assembling.leave_out(output, post.ids, by=by, verdict=verdict, reason=post.text("reason"), seen=post.seen)

    return leave


def _back(output: Output, post: Post, by: Any) -> None:
    assembling.put_back(output, post.ids[0], by=by, seen=post.seen)


def _step(by_rows: int) -> Callable[[Output, Post, Any], None]:
    """One place up or down; what passes a heading comes under it."""

    def step(output: Output, post: Post, by: Any) -> None:
        clauses = [clause.row for clause in clauses_of(rows_of(output, by))]
        here = next((at for at, row in enumerate(clauses) if row.recommendation.pk == post.ids[0]), -1)
        there = here + by_rows
        if here < 0 or not 0 <= there < len(clauses):
            raise ValidationError(_("It stands there already."))
        neighbour = clauses[there].disposition
        follows = there if by_rows < 0 else there + 1
        before = clauses[follows].recommendation.pk if follows < len(clauses) else 0
        heading = neighbour.heading if neighbour else None
        assembling.place(output, post.ids[0], by=by, heading=heading, before=before)

    return step


def _head(output: Output, post: Post, by: Any) -> None:
    """Gives one clause a heading where it stands."""
    clauses = [clause.row.recommendation.pk for clause in clauses_of(rows_of(output, by))]
    at = clauses.index(post.ids[0]) if post.ids[0] in clauses else len(clauses)
    before = clauses[at + 1] if at + 1 < len(clauses) else 0
    assembling.place(output, post.ids[0], by=by, heading=post.text(f"heading-{post.ids[0]}"), before=before)


def _put(output: Output, post: Post, by: Any) -> None:
    """Dropped in front of a clause: moved there, or taken up there."""
    before, heading = post.number("before"), post.text("under")
    if output.dispositions.filter(recommendation=post.ids[0], verdict=Verdict.INCLUDED).exists():
        assembling.place(output, post.ids[0], by=by, heading=heading, before=before)
    else:
        assembling.take_up(output, post.ids[:1], by=by, heading=heading, before=before, seen=post.seen)


ACTS: dict[str, Callable[[Output, Post, Any], None]] = {
    "take": _take,
    "defer": _leave(Verdict.DEFERRED),
    "leave": _leave(Verdict.NOT_TAKEN),
    "back": _back,
    "up": _step(-1),
    "down": _step(1),
    "head": _head,
    "put": _put,
}


def _show(
    request: HttpRequest,
    output: Output,
    *,
    said: str = "",
    errors: list[str] | None = None,
    post: Post | None = None,
) -> HttpResponse:
    asked, rows = Asked(request.GET), rows_of(output, request.user)
    clauses = clauses_of(rows)
    groups = groups_of(clauses)
    standing = {clause.row.recommendation.pk for clause in clauses}
    left = [row for row in rows if row.recommendation.pk not in standing]
    likes = alike([row.recommendation for row in rows if row.is_own or row.is_open])
    title = _("Recommendations in “%(title)s”") % {"title": output.title}
    context = frame(output, title, crumb=_("Recommendations")) | {
        "asked": asked,
        "themes": _themes(rows),
        "groups": _grouped([row for row in left if asked.takes(row)], asked.by, likes),
        "hidden_count": sum(not asked.takes(row) for row in left),
        "clauses": [
            (group.heading, [(clause, likes.get(clause.row.recommendation.pk)) for clause in group.clauses])
            for group in groups
        ],
        "clause_count": len(clauses),
        "headings": list(dict.fromkeys(group.heading for group in groups if group.heading)),
        "open_count": sum(row.is_open and row.is_required for row in rows),
        "total": sum(row.is_required for row in rows),
        "last": output.board_acts.select_related("by").first(),
        "may_edit": permissions.may_edit_output(request.user, output),
        "said": said,
        "errors": errors or [],
        "chosen": set(post.ids) if post else set(),
        "reason": post.text("reason") if post else "",
    }
    template = "outputs/admin/board_columns.html" if _is_fetched(request) else "outputs/admin/board.html"
    return render(request, template, context, status=INVALID if errors else 200)


def _is_fetched(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"


def _themes(rows: list[Row]) -> list[tuple[str, str]]:
    found = {str(theme.pk): theme.name for row in rows for theme in row.recommendation.themes.all()}
    return sorted(found.items(), key=lambda pair: pair[1])


def _grouped(rows: list[Row], by: str, likes: Likes) -> list[tuple[str, list[tuple[Row, list[Alike] | None]]]]:
    groups: dict[str, list[tuple[Row, list[Alike] | None]]] = {}
    for row in rows:
        groups.setdefault(_heading(row, by), []).append((row, likes.get(row.recommendation.pk)))
    return list(groups.items())


def _heading(row: Row, by: str) -> str:
    one = row.recommendation
    if by == "event":
        return str(one.event)
    if by == "session":
        return str(one.session) if one.session else str(one.event)
    return next((theme.name for theme in one.themes.all()), _("No subject"))


@require_safe
def rollup(request: HttpRequest, pk: int) -> HttpResponse:
    """What the document took over of its sessions and of the events inside, and what not."""
    output = output_of(request, pk)
    title = _("Taken over and not, in “%(title)s”") % {"title": output.title}
    context = frame(output, title, crumb=_("Taken over and not")) | {
        "labels": LABELS.values(),
        "levels": [(level, level.counts.values()) for level in levels_of(output)],
    }
    return render(request, "outputs/admin/rollup.html", context)


def _to_words(output: Output, ids: list[int]) -> HttpResponseRedirect:
    query = QueryDict(mutable=True)
    query.setlist("chosen", [str(pk) for pk in ids])
    return redirect(f"{reverse('outputs_admin:board_words', args=[output.pk])}?{query.urlencode()}")


@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, pk: int) -> HttpResponse:
    """The words of a clause that is made of one recommendation, or of several."""
    output = output_of(request, pk)
    if not permissions.may_edit_output(request.user, output):
        raise PermissionDenied
    post = Post(request.POST if request.method == "POST" else request.GET)
    known = {row.recommendation.pk: row for row in rows_of(output, request.user)}
    rows = [known[one] for one in post.ids if one in known]
    if not rows:
        messages.error(request, _("Choose at least one recommendation."))
        return redirect("outputs_admin:board", output.pk)
    first = rows[0].recommendation
    form = ClauseForm(request.POST or None, initial={"verb": first.verb, "text": first.text})
    if request.method == "POST" and form.is_valid() and _reworded(request, output, post, form):
        return redirect("outputs_admin:board", output.pk)
    title = _("Reword") if len(rows) == 1 else _("Merge")
    context = frame(output, title) | {"rows": rows, "form": form}
    return render(request, "outputs/admin/board_words.html", context, status=INVALID if form.errors else 200)


def _reworded(request: HttpRequest, output: Output, post: Post, form: ClauseForm) -> bool:
    by = writer(request)
    try:
        if len(post.ids) == 1:
            assembling.reword(output, post.ids[0], by=by, data=form.cleaned_data, seen=post.seen)
        else:
            assembling.merge(output, post.ids, by=by, data=form.cleaned_data, seen=post.seen)
    except ValidationError as refused:
        form.add_error(None, refused.messages)  # type: ignore[arg-type]
        return False
    messages.success(request, _("The clause is kept."))
    return True
