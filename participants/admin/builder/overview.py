"""The form as it is: both stages, their sections as cards, and everything that moves."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participants.admin.builder.base import BuilderView, known_number
from participants.domain.form_building import (
    MOST_QUESTIONS,
    Stale,
    built_form,
    condition_in_words,
    move_question,
    move_section,
    removed_questions,
    stamp_of,
    step_question,
    step_section,
)
from participants.domain.form_building.ready import READY
from participants.models import FormSection, Stage
from participants.questions import KINDS

BODY = "participants/admin/builder/body.html"


class Overview(BuilderView):
    title = gettext_lazy("Form")
    template = "participants/admin/builder/overview.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(**self.form())

    def form(self) -> dict[str, Any]:
        sections = built_form(self.event)
        return {
            "event": self.event,
            "seen": stamp_of(sections),
            "stages": [stage_in_words(stage, sections) for stage in Stage],
            "removed": list(removed_questions(self.event)),
            "kinds": KINDS.values(),
            "ready": READY.items(),
            "url": self.to("index"),
        }


def stage_in_words(stage: Stage, sections: list[FormSection]) -> dict[str, Any]:
    own = [section for section in sections if section.stage == stage]
    cards = [card(section) for section in own]
    rows = [row for each in cards for row in each["questions"]]
    if own:
        cards[0]["is_first"] = cards[-1]["is_last"] = True
    if rows:
        edges = own[0].asked[:1] == [rows[0]["question"]], own[-1].asked[-1:] == [rows[-1]["question"]]
        rows[0]["is_first"], rows[-1]["is_last"] = edges
    return {"slug": stage.value, "label": stage.label, "cards": cards, "count": len(rows), "most": MOST_QUESTIONS}


def card(section: FormSection) -> dict[str, Any]:
    return {
        "section": section,
        "categories": [category.name for category in section.categories.all()],
        "questions": [row(question) for question in section.asked],  # type: ignore[attr-defined]
        "is_first": False,
        "is_last": False,
    }


def row(question: Any) -> dict[str, Any]:
    kind = KINDS.get(question.kind)
    return {
        "question": question,
        "kind": kind.label if kind else _("of a kind that is no more"),
        "condition": condition_in_words(question),
        "is_first": False,
        "is_last": False,
    }


class Move(Overview):
    """`what` is "question" or "section"; `step` goes one up or down, `place` (and `section`) to where it was dropped.

    Asked by the script it answers with the new screen, else it leads back to it.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.back()

    def post(self, request: HttpRequest) -> HttpResponse:
        what, pk = request.POST.get("what"), request.POST.get("id", "")
        if what not in {"question", "section"}:
            raise Http404
        moved = self.question(pk) if what == "question" else self.section(pk)
        try:
            self.move(what, moved)
        except ValidationError as refused:
            return self.answer(" ".join(refused.messages), f"{what}-{pk}", 409 if isinstance(refused, Stale) else 422)
        return self.answer(_("“%(moved)s” has moved.") % {"moved": moved}, f"{what}-{pk}")

    def move(self, what: str, moved: Any) -> None:
        typed, frame = self.request.POST, {"by": self.request.user, "seen": self.request.POST.get("seen", "")}
        if typed.get("step") in {"-1", "1"}:
            (step_question if what == "question" else step_section)(moved, step=int(typed["step"]), **frame)
        elif what == "question":
            section = self.section(typed.get("section"))
            move_question(moved, section=section, place=known_number(typed.get("place")), **frame)
        else:
            move_section(moved, place=known_number(typed.get("place")), **frame)

    def answer(self, words: str, anchor: str, status: int = 200) -> HttpResponse:
        if self.request.headers.get("X-Requested-With") == "XMLHttpRequest":
            html = render_to_string(BODY, self.form(), self.request)
            return JsonResponse({"said": words, "html": html, "is_done": status == 200}, status=status)
        (messages.error if status != 200 else messages.success)(self.request, words)
        return self.back(anchor)
