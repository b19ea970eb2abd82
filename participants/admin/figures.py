"""The figures of an event: who takes part, and how that compares with what was wished for."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.numbers import whole_number
from participants.admin.base import EventView
from participants.domain.targets import WHOLE, set_targets, targets_of
from participants.figures.columns import Column
from participants.figures.dimensions import Dimension
from participants.figures.tables import Figures, Row, Table, figures_of
from participants.permissions import may_set_up_registration

USUAL = "approved"


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is drawn: `share` per cent of the chosen column; `missing` people to reach the target, if below."""

    row: Row
    share: int
    missing: int
    typed: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    dimension: Dimension
    lines: list[Line]
    error: str = ""


class FiguresView(EventView):
    """What both screens share: the figures, and the column that shares are taken of."""

    usual = USUAL
    screen = ""

    @cached_property
    def figures(self) -> Figures:
        raise NotImplementedError

    @cached_property
    def chosen(self) -> int:
        """The place of the column asked for, or of the usual one."""
        slugs = [column.slug for column in self.figures.columns]
        wanted = self.request.GET.get("of")
        return slugs.index(wanted if wanted in slugs else self.usual)

    def draw(self, table: Table) -> Drawn:
        lines = [self.line(row) for row in table.rows]
        if table.dimension.slug == "country":
            lines.sort(key=lambda line: -line.row.counts[self.chosen])
        return Drawn(table.dimension, lines)

    def line(self, row: Row) -> Line:
        count, total = row.counts[self.chosen], self.figures.totals[self.chosen]
        missing = max(0, -(-(row.target or 0) * total // WHOLE) - count)
        return Line(row, round(count * WHOLE / total) if total else 0, missing)

    def frame(self, tables: list[Drawn], **context: Any) -> HttpResponse:
        chosen: Column = self.figures.columns[self.chosen]
        totals = list(zip(self.figures.columns, self.figures.totals, self.figures.countries, strict=True))
        context["screen"] = self.screen
        return self.show(tables=tables, totals=totals, columns=self.figures.columns, chosen=chosen, **context)


class Statistics(FiguresView):
    title = gettext_lazy("Statistics")
    template = "participants/admin/figures/statistics.html"
    screen = "statistics"

    @cached_property
    def figures(self) -> Figures:
        return figures_of(self.event)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.frame([self.draw(table) for table in self.figures.tables])


class Balance(FiguresView):
    """Beside what is wished for: who is invited, registered, speaking. Organisers set the targets, the desk reads."""

    title = gettext_lazy("Balance")
    template = "participants/admin/figures/balance.html"
    screen = "balance"
    usual = "registered"

    @cached_property
    def figures(self) -> Figures:
        return figures_of(self.event, targets_of(self.event))

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show_board({}, {})

    def post(self, request: HttpRequest) -> HttpResponse:
        typed, targets, wrong = self.read(request)
        errors = wrong or self.refusals(targets)
        if errors:
            return self.show_board(typed, errors)
        messages.success(request, _("The targets are saved."))
        return redirect(f"{self.url('balance')}?of={self.figures.columns[self.chosen].slug}")

    def refusals(self, targets: dict[tuple[str, str], int]) -> dict[str, list[str]]:
        """Saves the targets, or says by dimension why not."""
        try:
            set_targets(self.event, by=self.request.user, targets=targets)
        except ValidationError as refused:
            return refused.message_dict
        return {}

    def read(self, request: HttpRequest) -> tuple[dict[str, str], dict[tuple[str, str], int], dict[str, list[str]]]:
        """What was typed by name of field, the targets in it, and what is no number by dimension."""
        targets, typed, wrong = {}, {}, {}
        for table in self.figures.tables:
            slug = table.dimension.slug
            for row in table.rows if table.dimension.has_targets else []:
                name = field_name(slug, row.value)
                typed[name] = text = request.POST.get(name, "").strip()[:10]
                if (target := whole_number(text)) is not None:
                    targets[slug, row.value] = target
                elif text:
                    wrong[slug] = [_("“%(text)s” is no whole number.") % {"text": text}]
        return typed, {key: share for key, share in targets.items() if share}, wrong

    def show_board(self, typed: dict[str, str], errors: dict[str, list[str]]) -> HttpResponse:
        wished = [table for table in self.figures.tables if table.dimension.has_targets]
        tables = [self.with_fields(self.draw(table), typed, errors) for table in wished]
        may_set = may_set_up_registration(self.request.user, self.event)
        return self.frame(tables, may_set=may_set, errors=errors)

    def with_fields(self, drawn: Drawn, typed: dict[str, str], errors: dict[str, list[str]]) -> Drawn:
        slug, lines = drawn.dimension.slug, []
        for line in drawn.lines:
            name = field_name(slug, line.row.value) if line.row.value else ""
            text = typed.get(name, str(line.row.target or ""))
            lines.append(Line(line.row, line.share, line.missing, text, name))
        return Drawn(drawn.dimension, lines, " ".join(errors.get(slug, [])))


def field_name(dimension: str, value: str) -> str:
    return f"{dimension}:{value}"
