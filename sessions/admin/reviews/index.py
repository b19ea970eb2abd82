"""All papers with how far their review is, the decision on many at once, and the file of all reviews."""

import io
from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.numbers import keys_in
from participants.domain.exports.formats import MEDIA_TYPES, WRITERS
from sessions.admin.reviews.base import EventView, url
from sessions.domain.reviewing.deciding import decide_papers
from sessions.domain.reviewing.export import export_reviews
from sessions.domain.reviewing.reading import (
    DECIDED,
    READY,
    TOLD,
    WAITING,
    Summary,
    papers_to_judge,
    state_words,
    summaries,
)
from sessions.forms.reviews import DecisionForm, ListFilter
from sessions.models import Advice

PER_PAGE = 50
TABS = ("", WAITING, READY, DECIDED, TOLD)


class Index(EventView):
    title = gettext_lazy("Reviews")
    template = "sessions/admin/review_list.html"
    screen = "index"

    def get(self, request: Any) -> HttpResponse:
        papers = list(papers_to_judge(self.event).order_by("title", "pk"))
        form = ListFilter(request.GET, papers=papers)
        theme = form.chosen()
        chosen = [paper for paper in papers if not theme or theme in {each.slug for each in paper.themes.all()}]
        found = summaries(self.event, chosen, user=request.user)
        state = request.GET.get("state", "")
        state = state if state in TABS else ""
        shown = [each for each in found if not state or each.state == state]
        page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
        tabs = self.tabs(found, state)
        context = {"page": page, "rows": [row(each) for each in page], "tabs": tabs, "state": state}
        return self.show(**context, form=form, theme=theme, outcomes=Advice.choices)

    def tabs(self, found: list[Summary], state: str) -> list[dict[str, Any]]:
        counts = Counter(each.state for each in found)
        labels = {value: state_words(value) for value in TABS[1:]} | {"": _("all")}
        return [
            {
                "value": value,
                "label": labels[value],
                "count": counts[value] if value else len(found),
                "current": value == state,
            }
            for value in TABS
        ]


class Decide(EventView):
    """Asks once more, with the text for the authors, before anything is decided."""

    title = gettext_lazy("Decide")
    template = "sessions/admin/review_decide.html"

    def get(self, request: Any) -> HttpResponse:
        outcome = request.GET.get("outcome", "")
        initial = {"outcome": outcome if outcome in Advice.values else "", "way": DecisionForm.LETTER}
        return self.ask(DecisionForm(initial=initial), request.GET)

    def post(self, request: Any) -> HttpResponse:
        form = DecisionForm(request.POST)
        if not form.is_valid():
            return self.ask(form, request.POST)
        data, papers = form.cleaned_data, list(self.chosen(request.POST))
        by_letter = data["way"] == DecisionForm.LETTER
        facts = {"papers": papers, "outcome": data["outcome"], "text": data["text"], "by_letter": by_letter}
        try:
            made = decide_papers(self.event, by=request.user, **facts)
        except ValidationError as refusal:
            errors = refusal.error_dict if hasattr(refusal, "error_dict") else {None: refusal}
            for field, reasons in errors.items():
                form.add_error(field if field in form.fields else None, reasons)
            return self.ask(form, request.POST)
        words = ngettext("%(count)d paper is decided.", "%(count)d papers are decided.", len(made))
        waiting = _("The letters wait in the outbox.") if by_letter else _("The authors see it on the site.")
        messages.success(request, f"{words % {'count': len(made)}} {waiting}")
        return redirect(url("index", self.event))

    def ask(self, form: DecisionForm, query: Any) -> HttpResponse:
        papers = self.chosen(query)
        found = [row(each) for each in summaries(self.event, papers, user=self.request.user)]
        if not found:
            messages.warning(self.request, _("Choose at least one paper."))
            return redirect(url("index", self.event))
        return self.show(form=form, rows=found, status=422 if form.errors else 200)

    def chosen(self, query: Any) -> Any:
        return papers_to_judge(self.event).filter(pk__in=keys_in(query.getlist("paper"))).order_by("title", "pk")


class Export(EventView):
    def get(self, request: Any, format: str) -> HttpResponse:
        if format not in WRITERS:
            raise Http404
        rows = export_reviews(self.event, by=request.user)
        file = io.BytesIO()
        WRITERS[format](file, rows)
        response = HttpResponse(file.getvalue(), content_type=MEDIA_TYPES[format])
        response["Content-Disposition"] = f'attachment; filename="reviews-{self.event.slug}.{format}"'
        response["Cache-Control"] = "private, no-store"
        return response


def row(summary: Summary) -> dict[str, Any]:
    paper, decision = summary.paper, summary.decision
    is_blocked = summary.is_own or decision is not None
    return {
        "summary": summary,
        "paper": paper,
        "authors": ", ".join(author.person.name for author in paper.authors.all()),
        "themes": ", ".join(str(theme) for theme in paper.themes.all()),
        "share": None if summary.share is None else round(summary.share),
        "advice": summary.advice,
        "state": state_words(summary.state),
        "letter": decision.letter if decision and not decision.told_at else None,
        "may_decide": not is_blocked and summary.state in {WAITING, READY},
    }
