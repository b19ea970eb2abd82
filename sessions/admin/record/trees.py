"""What may come of a recommendation: other words, several of one, one of several, another event, other languages."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sessions.admin.record.base import crumbs, for_recorders, recorded, tell
from sessions.domain import record
from sessions.forms.trees import ForwardForm, MergeForm, RewordForm, SplitForm, WordingForm
from sessions.models import Lineage, Recommendation, Session
from sessions.record.reading import operative_sentence

FORMS: dict[str, Any] = {
    "reword": RewordForm,
    "split": SplitForm,
    "merge": MergeForm,
    "forward": ForwardForm,
    "wording": WordingForm,
}


@require_safe
@for_recorders
def more(request: HttpRequest, slug: str, pk: int, recommendation: int) -> HttpResponse:
    session = recorded(request, slug, pk)
    return page(request, session, found(session, recommendation))


@require_POST
@for_recorders
def change(request: HttpRequest, slug: str, pk: int, recommendation: int, action: str) -> HttpResponse:
    session = recorded(request, slug, pk)
    row = found(session, recommendation)
    form = FORMS[action](request.POST, recommendation=row, user=request.user, prefix=action)
    if form.is_valid() and done(form, request, row):
        return redirect("record:more", slug, pk, recommendation)
    return page(request, session, row, {action: form}, status=422)


def done(form: Any, request: HttpRequest, row: Recommendation) -> bool:
    acts: dict[type, Callable[[Any, Recommendation, Any], str]] = {
        RewordForm: reword,
        SplitForm: split,
        MergeForm: merge,
        ForwardForm: forward,
        WordingForm: translate,
    }
    try:
        messages.success(request, acts[type(form)](form.cleaned_data, row, request.user))
    except ValidationError as refusal:
        tell(form, refusal)
        return False
    return True


def reword(data: dict[str, Any], row: Recommendation, by: Any) -> str:
    child = record.reword_recommendation(row, by=by, data={"text": data["text"]}, reason=data["reason"])
    return _("Recommendation %(number)d says it in these words.") % {"number": child.number}


def split(data: dict[str, Any], row: Recommendation, by: Any) -> str:
    made = record.split_recommendation(row, by=by, texts=data["texts"], reason=data["reason"])
    numbers = ", ".join(str(child.number) for child in made)
    return _("It is split into recommendations %(numbers)s.") % {"numbers": numbers}


def merge(data: dict[str, Any], row: Recommendation, by: Any) -> str:
    text = {"text": data["text"]} if data["text"] else {}
    child = record.merge_recommendations([row, *data["others"]], by=by, data=text, reason=data["reason"])
    return _("They are merged in recommendation %(number)d.") % {"number": child.number}


def forward(data: dict[str, Any], row: Recommendation, by: Any) -> str:
    child = record.forward_recommendation(row, data["event"], by=by)
    return _("It is before “%(event)s” as recommendation %(number)d.") % {
        "event": data["event"],
        "number": child.number,
    }


def translate(data: dict[str, Any], row: Recommendation, by: Any) -> str:
    record.set_wording(row, by=by, language=data["language"], text=data["text"], reason=data["reason"])
    return _("The wording is saved.")


def page(
    request: HttpRequest,
    session: Session,
    row: Recommendation,
    forms: dict[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    made = {name: form(recommendation=row, user=request.user, prefix=name) for name, form in FORMS.items()}
    where = [session.event.slug, session.pk, row.pk]
    sections = [
        {"form": form, "name": name, "url": reverse("record:more_change", args=[*where, name])}
        for name, form in (made | (forms or {})).items()
        if form.is_offered
    ]
    context = crumbs(session.event, session) | {
        "session": session,
        "event": session.event,
        "recommendation": row,
        "sentence": operative_sentence(row),
        "sections": sections,
        "ancestry": kin(row, "parent"),
        "descent": kin(row, "child"),
        "header_title": _("Recommendation %(number)d") % {"number": row.number},
        "header_icon": "edit",
    }
    return render(request, "sessions/admin/record/more.html", context, status=status)


def kin(row: Recommendation, side: str) -> list[Lineage]:
    links = row.ancestry if side == "parent" else row.descent
    return list(links.select_related(f"{side}__event").order_by("pk"))


def found(session: Session, pk: int) -> Recommendation:
    rows = Recommendation.objects.for_documents().prefetch_related("wordings", "proposers")
    return get_object_or_404(rows, pk=pk, session=session)
