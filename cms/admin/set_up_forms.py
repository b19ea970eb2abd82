"""Forms for setting up an event, and for keeping one as a template."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cms.admin.forms import EventBasics
from cms.domain.set_up import Source
from cms.domain.templates import keepable
from cms.models import Event, EventTemplate
from cms.parts import Data, Part, all_parts

YEAR = timedelta(weeks=52)
AHEAD = timedelta(weeks=18)  # time enough to invite people ninety days before


@dataclass(frozen=True, slots=True)
class Box:
    """A box to tick; `telling` says what there is to take over."""

    value: str
    label: str
    telling: str
    is_ticked: bool
    options: tuple["Box", ...] = ()


class PartsField(forms.MultipleChoiceField):
    """Parts and options by their slugs, out of what `held` has."""

    def __init__(self) -> None:
        super().__init__(label=_("What is taken over"), required=False)

    def offer(self, held: dict[str, Data], *, with_options: bool = True, keepable_only: bool = False) -> None:
        allowed = set(keepable()) if keepable_only else None
        self.offered = [
            (part, [one for one in part.options if with_options and (allowed is None or part.key(one) in allowed)])
            for part in all_parts()
            if part.slug in held and (allowed is None or part.slug in allowed)
        ]
        keys = [key for part, options in self.offered for key in (part.slug, *map(part.key, options))]
        self.choices = [(key, key) for key in keys]


def boxes(form: Any, held: dict[str, Data], event: Event) -> Iterator[Box]:
    """As ticked in what was sent; at first all parts are, and no option."""
    ticked = set(form.data.getlist("parts")) if form.is_bound else {part.slug for part, _options in _offered(form)}
    for part, options in _offered(form):
        inner = tuple(Box(part.key(one), str(one.label), "", part.key(one) in ticked) for one in options)
        yield Box(part.slug, str(part.label), part.tell(held[part.slug], event), part.slug in ticked, inner)


def _offered(form: Any) -> list[tuple[Part, list]]:
    return form.fields["parts"].offered


class SetUpForm(EventBasics):
    """The few facts that a new event cannot do without; the rest comes with the parts of `source`, or later."""

    parts = PartsField()

    class Meta:
        model = Event
        fields = ["title", "slug", "kind", "start_date", "end_date", "venue", "timezone", "series", "edition", "parent"]
        formsets: list[str] = []

    def __init__(self, *args: Any, source: Source, held: dict[str, Data], around: Event | None, **kwargs: Any) -> None:
        kwargs["initial"] = proposals(source, held, around)
        super().__init__(*args, **kwargs)
        self.held = held
        self.days = source.days if source else 1
        self.fields["parts"].offer(held, with_options=isinstance(source, Event))
        words = ngettext("Empty: a meeting of %(count)d day.", "Empty: a meeting of %(count)d days.", self.days)
        self.fields["end_date"].required = False
        self.fields["end_date"].help_text = words % {"count": self.days}
        self.fields["series"].help_text = gettext("For events that return.")
        self.fields["parent"].label = gettext("Part of")
        self.fields["parent"].help_text = gettext("An event that you organise: this one is held inside it.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("start_date") and "end_date" in cleaned and not cleaned["end_date"]:
            cleaned["end_date"] = self.last_day(cleaned["start_date"])
        return cleaned

    def refuse(self, refused: ValidationError) -> None:
        """Shows what the domain refused, beside its field where the form has it."""
        errors = refused.message_dict if hasattr(refused, "error_dict") else {NON_FIELD_ERRORS: refused.messages}
        for name, texts in errors.items():
            self.add_error(name if name in self.fields else None, texts)

    def last_day(self, first: date) -> date:
        """Where no calendar reaches so far, the first: the event refuses it itself."""
        try:
            return first + timedelta(days=self.days - 1)
        except OverflowError:
            return first

    def boxes(self) -> list[Box]:
        """With the days at which everything would be, by what is typed so far."""
        return list(boxes(self, self.held, self._event_to_be()))

    def _event_to_be(self) -> Event:
        typed = self.cleaned_data if self.is_bound and self.errors is not None else {}
        first = typed.get("start_date") or self.initial["start_date"]
        last = typed.get("end_date") or self.last_day(first)
        return Event(start_date=first, end_date=last, timezone=typed.get("timezone") or "Etc/UTC")


class TemplateForm(forms.ModelForm):
    """Keeps an event as a template."""

    parts = PartsField()

    class Meta:
        model = EventTemplate
        fields = ["name", "description", "is_shared"]
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, event: Event, held: dict[str, Data], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event, self.held = event, held
        self.fields["parts"].offer(held, keepable_only=True)

    def boxes(self) -> list[Box]:
        return list(boxes(self, self.held, self.event))


def proposals(source: Source, held: dict[str, Data], around: Event | None) -> dict[str, Any]:
    """What the form begins with: the next edition of an event, an event of a template's kind, one inside another."""
    found: dict[str, Any] = {"start_date": _monday_ahead()}
    if isinstance(source, EventTemplate):
        found |= {"kind": source.kind_id, "venue": held.get("place", {}).get("venue")}
    elif source is not None:
        found |= _of_edition(source)
    if around is not None:
        found |= {"parent": around.pk, "venue": around.venue_id, "timezone": around.timezone}
        found["start_date"] = around.start_date
    return found


def _of_edition(event: Event) -> dict[str, Any]:
    copied = ("title", "kind_id", "venue_id", "timezone", "series_id", "parent_id")
    values = {name.removesuffix("_id"): getattr(event, name) for name in copied}
    return values | {"start_date": _next_year(event.start_date), "edition": next_edition(event)}


def next_edition(event: Event) -> int | None:
    if event.series_id is None:
        return None
    last = Event.objects.filter(series=event.series_id).aggregate(last=Max("edition"))["last"]
    return (last or 0) + 1


def _next_year(day: date) -> date:
    """The same weekday in the year after, or in a later one that is ahead of today."""
    day += YEAR
    while day <= timezone.localdate():
        day += YEAR
    return day


def _monday_ahead() -> date:
    day = timezone.localdate() + AHEAD
    return day - timedelta(days=day.weekday())
