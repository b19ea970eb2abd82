"""Everybody who has a part in the programme, and what they answered."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import CharField, Count, F, QuerySet, Value
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.numbers import keys_in
from sessions.admin.programme.base import EventView
from sessions.domain.answers import Part, answer_parts
from sessions.models import Confirmation, ContributionSpeaker, SessionRole

PER_PAGE = 100
ROLE, TALK = "role", "talk"
ANSWERS = [
    (Confirmation.CONFIRMED, gettext_lazy("Mark as confirmed")),
    (Confirmation.DECLINED, gettext_lazy("Mark as declined")),
    (Confirmation.OPEN, gettext_lazy("Mark as not confirmed yet")),
]


class Speakers(EventView):
    title = gettext_lazy("People in the programme")
    template = "sessions/admin/speakers.html"
    screen = "programme:speakers"

    def get(self, request: Any) -> HttpResponse:
        state, words = self.state(), request.GET.get("q", "").replace("\0", "")[:100].strip()
        roles, talks = (part_rows(parts, kind) for kind, parts in self.parts(state, words).items())
        found = roles.union(talks, all=True).order_by("sort_name", "person", "start", "sitting")
        page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
        rows = [row | named(row) for row in page]
        return self.show(page=page, rows=rows, tabs=self.tabs(state), state=state, words=words, answers=ANSWERS)

    def post(self, request: Any) -> HttpResponse:
        try:
            answer = request.POST.get("answer", "")
            count = answer_parts(self.event, by=request.user, parts=self.chosen(), answer=answer)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            text = ngettext("%(count)d answer is changed.", "%(count)d answers are changed.", count)
            messages.success(request, text % {"count": count})
        return redirect(request.get_full_path())

    def state(self) -> str:
        state = self.request.GET.get("state", "")
        return state if state in Confirmation.values else ""

    def parts(self, state: str = "", words: str = "") -> dict[str, QuerySet]:
        """Of the sessions that take place, in both forms."""
        roles = SessionRole.objects.filter(session__event=self.event).exclude(session__status="cancelled")
        talks = ContributionSpeaker.objects.filter(contribution__session__event=self.event)
        talks = talks.exclude(contribution__session__status="cancelled")
        chosen = {"confirmation": state} if state else {}
        return {
            kind: parts.filter(person__name__icontains=words, **chosen).order_by()
            for kind, parts in ((ROLE, roles), (TALK, talks))
        }

    def chosen(self) -> Iterable[Part]:
        """The parts that were ticked, as far as they are of this event."""
        ticked = [value.partition("-") for value in self.request.POST.getlist("part")]
        for kind, parts in self.parts().items():
            ids = keys_in(number for of, _dash, number in ticked if of == kind)
            yield from parts.filter(pk__in=ids).select_related("person")

    def tabs(self, state: str) -> list[dict[str, Any]]:
        counts: Counter[str] = Counter()
        for parts in self.parts().values():
            counts.update(dict(parts.values_list("confirmation").annotate(Count("pk"))))
        tabs = [("", _("all")), *Confirmation.choices]
        counts[""] = counts.total()
        return [
            {"value": value, "label": label, "count": counts[value], "current": value == state} for value, label in tabs
        ]


def part_rows(parts: QuerySet, kind: str) -> QuerySet:
    """The parts as plain rows, the same for both forms."""
    session = "session__" if kind == ROLE else "contribution__session__"
    return parts.values(
        *("pk", "confirmation", "person"),
        kind=Value(kind, CharField()),
        name=F("person__name"),
        sort_name=F("person__sort_name"),
        what=F("role" if kind == ROLE else "contribution__title"),
        sitting=F(f"{session}pk"),
        title=F(f"{session}title"),
        start=F(f"{session}start"),
        end=F(f"{session}end"),
    )


def named(row: dict[str, Any]) -> dict[str, Any]:
    """The words of a row."""
    what = SessionRole.Role(row["what"]).label if row["kind"] == ROLE else row["what"]
    return {"part": what, "answer": Confirmation(row["confirmation"]).label}
