"""The form of an agenda: a row for each item, in an order that is typed as numbers or changed step by step."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from cms.models import Event
from cms.numbers import keys_in, whole_number
from sessions.domain.agenda import Proposal
from sessions.models import AgendaItem

LAST = 1_000_000
STEPS = {"up": -1, "down": 1}


class AgendaItemForm(forms.ModelForm):
    """`proposed` are the ids of the sessions from which an item was proposed."""

    proposed = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = AgendaItem
        fields = ["title", "annotation", "documents"]
        widgets = {
            "annotation": forms.Textarea({"rows": 3}),
            "documents": forms.Textarea({"rows": 2}),
        }

    def session_ids(self) -> list[int]:
        return keys_in(self.cleaned_data.get("proposed", "").split(","))


AgendaFormSet = forms.inlineformset_factory(
    Event, AgendaItem, form=AgendaItemForm, extra=1, can_order=True, max_num=100, absolute_max=150
)


def agenda_formset(event: Event, data: QueryDict | None = None) -> Any:
    items = AgendaItem.objects.filter(event=event).prefetch_related("sessions")
    return AgendaFormSet(data, instance=event, queryset=items)


def in_order(formset: Any) -> list[Any]:
    """The rows as their numbers have them, those without one last."""
    return sorted(formset.forms, key=_place)


def _place(form: Any) -> int:
    place = whole_number(form["ORDER"].value(), most=LAST)
    return LAST if place is None else place


def moved(formset: Any, step: str) -> QueryDict:
    """What was typed, with one row a place up or down: `step` is its prefix and "up" or "down", with a colon."""
    prefix, _colon, direction = step.partition(":")
    rows = [form for form in in_order(formset) if _place(form) < LAST or form["title"].value()]
    place = next((place for place, form in enumerate(rows) if form.prefix == prefix), None)
    if place is not None and 0 <= place + STEPS.get(direction, 0) < len(rows):
        rows.insert(place + STEPS.get(direction, 0), rows.pop(place))
    data = formset.data.copy()
    for number, form in enumerate(rows, 1):
        data[form.add_prefix("ORDER")] = str(number)
    return data


def with_proposals(formset: Any, proposals: Iterable[Proposal]) -> QueryDict:
    """What was typed, and after it the proposed items whose titles are not there yet."""
    data = formset.data.copy()
    titles = {str(form["title"].value() or "").strip().casefold() for form in formset.forms}
    last = max((place for form in formset.forms if (place := _place(form)) < LAST), default=0)
    new = [one for one in proposals if one.title.casefold() not in titles]
    total = formset.total_form_count()
    for number, proposal in enumerate(new):
        prefix = formset.add_prefix(total + number)
        data[f"{prefix}-title"], data[f"{prefix}-ORDER"] = proposal.title, str(last + number + 1)
        data[f"{prefix}-proposed"] = ",".join(map(str, proposal.sessions))
    data[f"{formset.prefix}-TOTAL_FORMS"] = str(total + len(new))
    return data
