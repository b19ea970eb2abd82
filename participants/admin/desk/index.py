"""The list of registrations, and the screen on which its filters and columns are chosen."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import log

from cms.numbers import key_of
from participants.domain.desk_views import may_keep_view, views_for
from participants.domain.setup import setup_of
from participants.models import DeskView, Registration
from participants.permissions import may_export_registrations, may_set_up_registration, may_write_letters
from participants.roster import Selection
from participants.roster.columns import DEFAULT, FIRST
from participants.roster.roster import NEWEST, Line

from .base import DeskScreen

PER_PAGE, MOST_PAGES = 25, 100_000
TABS = (
    Registration.Status.SUBMITTED,
    Registration.Status.WAITING,
    Registration.Status.APPROVED,
    Registration.Status.DECLINED,
    Registration.Status.WITHDRAWN,
)
KEPT = "from"


@dataclass(frozen=True, slots=True)
class Head:
    """`url` sorts by the column, where it can be sorted by; `direction` is "ascending", "descending" or empty."""

    label: str
    url: str = ""
    direction: str = ""


class RegistrationIndex(DeskScreen):
    title = gettext_lazy("Registrations")
    template = "participants/admin/desk/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        number = min(max(1, key_of(request.GET.get("page", "1"))), MOST_PAGES)
        lines, count = self.roster.page(self.selection, start=(number - 1) * PER_PAGE, size=PER_PAGE)
        if not lines and number > 1:
            return redirect(self.address())
        self.log_reading(count)
        return self.show(**self.table(lines), **self.frame(count), page=Paginator(range(count), PER_PAGE).page(number))

    @cached_property
    def views(self) -> list[DeskView]:
        return list(views_for(self.request.user, self.event))

    @cached_property
    def view(self) -> DeskView | None:
        """The saved one that is looked at. One that is not there for this user is not found."""
        if "view" not in self.request.GET:
            return None
        found = (view for view in self.views if view.pk == key_of(self.request.GET["view"]))
        if (view := next(found, None)) is None:
            raise Http404
        return view

    @cached_property
    def selection(self) -> Selection:
        asked = Selection.of_query(self.request.GET)
        if self.view is None:
            return asked
        kept = Selection.of_json(self.view.selection)
        return kept.ordered_by(asked.ordering) if asked.ordering else kept

    @cached_property
    def basis(self) -> DeskView | None:
        """The saved view that the filters were changed from, for those who may keep the change."""
        wanted = key_of(self.request.GET.get(KEPT, ""))
        found = (view for view in self.views if view.pk == wanted and may_keep_view(self.request.user, view))
        return next(found, None)

    def address(self, selection: Selection | None = None) -> str:
        selection = self.selection if selection is None else selection
        kept = self.view or self.basis
        pairs = selection.pairs + ([(KEPT, str(kept.pk))] if kept else [])
        return f"{self.url('index')}?{urlencode(pairs)}" if pairs else self.url("index")

    def table(self, lines: list[Line]) -> dict[str, Any]:
        columns = self.roster.columns(self.selection)
        for line in lines:
            for place, column in enumerate(columns):
                if column.name == "tags":
                    line.cells[place] = chips(line.tags)
        has_institution = any(column.name == "institution" for column in columns)
        heads = [self.head(column.name, str(column.label), bool(column.order)) for column in columns]
        name = self.head(FIRST, _("Name"), is_sortable=True)
        return {"lines": lines, "heads": heads, "name_head": name, "has_institution": has_institution}

    def head(self, name: str, label: str, is_sortable: bool) -> Head:
        if not is_sortable:
            return Head(label)
        ordering = self.selection.ordering or NEWEST
        direction = {name: "ascending", f"-{name}": "descending"}.get(ordering, "")
        turned = f"-{name}" if direction == "ascending" else name
        return Head(label, self.address(self.selection.ordered_by(turned)), direction)

    def frame(self, count: int) -> dict[str, Any]:
        user, selection = self.request.user, self.selection
        return {
            "count": count,
            "setup": setup_of(self.event),
            "selection": selection,
            "query": selection.query,
            "searched": " ".join(selection.filters.get("q", [])),
            "other_pairs": [pair for pair in selection.pairs if pair[0] != "q"],
            "filters": self.filters_on(),
            "left_out": self.roster.left_out(selection) if selection.filters else [],
            "tabs": self.tabs(),
            "views": self.views,
            "view": self.view,
            "basis": self.basis,
            "kept": self.view or self.basis,
            "may_keep": bool(self.view and may_keep_view(user, self.view)),
            "may_export": may_export_registrations(user, self.event),
            "may_write": may_write_letters(user, self.event),
            "header_buttons": self.header_buttons(),
        }

    def filters_on(self) -> list[dict[str, str]]:
        if not self.selection.filters:
            return []
        return [
            {"label": label, "words": words, "url": self.address(self.selection.without(name, value))}
            for name, value, label, words in self.roster.words(self.selection)
        ]

    def tabs(self) -> list[dict[str, Any]]:
        chosen = self.selection.filters.get("status", [])
        rows = [("", _("All"), []), *((status.value, status.label, [status.value]) for status in TABS)]
        return [
            {
                "label": label,
                "url": self.address(self.selection.filtered_by(status=values)),
                "is_current": chosen == values,
            }
            for _value, label, values in rows
        ]

    def header_buttons(self) -> list[HeaderButton]:
        slug = self.event.slug
        buttons = [
            HeaderButton(_("Register somebody"), url=reverse("ways:on_behalf", args=[slug]), icon_name="plus"),
            HeaderButton(_("Review"), url=self.url("review"), icon_name="tasks"),
            HeaderButton(_("Tags"), url=self.url("tags"), icon_name="tag"),
        ]
        if may_set_up_registration(self.request.user, self.event):
            from_list = reverse("ways:list", args=[slug, "registrations"])
            buttons.append(HeaderButton(_("From a list"), url=from_list, icon_name="upload"))
            form = reverse("builder:index", args=[slug])
            buttons.append(HeaderButton(_("Form"), url=form, icon_name="form"))
            buttons.append(HeaderButton(_("Set-up"), url=self.url("setup"), icon_name="cog"))
        return buttons

    def log_reading(self, count: int) -> None:
        """A list with addresses, or narrowed by what only those read who arrange things, is a reading of many."""
        has_contacts = any(column.is_contact for column in self.roster.columns(self.selection))
        if count and (has_contacts or self.roster.reads_sensitive(self.selection)):
            action = "participants.list_contacts" if has_contacts else "participants.list_sensitive"
            log(instance=self.event, action=action, user=self.request.user, data={"count": count})


class ListOptions(DeskScreen):
    """All filters, and the columns with their order. It leads to the list, whose address holds what was chosen."""

    title = gettext_lazy("Filters and columns")
    template = "participants/admin/desk/options.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        selection = Selection.of_query(request.GET)
        form = self.roster.form(selection)
        form.is_valid()
        if "show" in request.GET and not form.errors:
            query = urlencode([*selection.pairs, *self.kept()])
            return redirect(f"{self.url('index')}?{query}" if query else self.url("index"))
        chosen, others = self.columns(selection)
        return self.show(
            form=form, media=form.media, chosen=chosen, others=others, selection=selection, kept=self.kept()
        )

    def kept(self) -> list[tuple[str, str]]:
        return [(KEPT, self.request.GET[KEPT])] if key_of(self.request.GET.get(KEPT, "")) else []

    def columns(self, selection: Selection) -> tuple[list[Any], list[Any]]:
        known = self.roster.all_columns()
        names = [name for name in dict.fromkeys(selection.columns or DEFAULT) if name in known and name != FIRST]
        names = moved(names, self.request.GET.get("move", ""))
        others = [column for name, column in known.items() if name not in names and name != FIRST]
        return [known[name] for name in names], others


def moved(names: list[str], move: str) -> list[str]:
    """With one name a place further up or down, as in "up:country"."""
    direction, _colon, name = move.partition(":")
    if name not in names or direction not in {"up", "down"}:
        return names
    place = names.index(name)
    other = max(0, place - 1) if direction == "up" else min(len(names) - 1, place + 1)
    names = [*names]
    names[place], names[other] = names[other], names[place]
    return names


def chips(tags: list[tuple[str, str]]) -> SafeString | str:
    if not tags:
        return ""
    return format_html(
        '<span class="desk-tags">{}</span>',
        format_html_join(
            " ", '<span class="desk-tag desk-tag--{}">{}</span>', ((colour, name) for name, colour in tags)
        ),
    )
