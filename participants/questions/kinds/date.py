from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participants.models import Question
from participants.questions.base import Kind, common

ISO = "%Y-%m-%d"
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)


def day_field(**kwargs: Any) -> forms.DateField:
    """A day as browsers send it, whatever language they show it in."""
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format=ISO), input_formats=[ISO], **kwargs)


class Day(Kind):
    """Kept in ISO 8601."""

    slug, label = "date", gettext_lazy("date")

    def field(self, question: Question) -> forms.Field:
        earliest, latest = bounds_of(question.options)
        words = {"date": date_format(earliest)}, {"date": date_format(latest)}
        field = day_field(
            validators=[
                MinValueValidator(earliest, _("Not before %(date)s.") % words[0]),
                MaxValueValidator(latest, _("Not after %(date)s.") % words[1]),
            ],
            **common(question),
        )
        field.widget.attrs |= {"min": earliest.isoformat(), "max": latest.isoformat()}
        return field

    def keep(self, cleaned: Any, question: Question) -> Any:
        return cleaned.isoformat() if cleaned else None

    def say(self, kept: Any, question: Question) -> str:
        return date_format(date.fromisoformat(kept)) if kept else ""

    def option_fields(self) -> dict[str, forms.Field]:
        return {
            "earliest": day_field(label=gettext_lazy("Not before"), required=False),
            "latest": day_field(label=gettext_lazy("Not after"), required=False),
            "is_past": forms.BooleanField(label=gettext_lazy("Only days that are past"), required=False),
        }

    def check_together(self, options: dict[str, Any]) -> dict[str, Any]:
        if options.get("earliest", "") > options.get("latest", "9"):
            raise ValidationError({"latest": _("The last day lies before the first.")})
        return options


def bounds_of(options: dict[str, Any]) -> tuple[date, date]:
    earliest, latest = (
        date.fromisoformat(options[key]) if key in options else usual
        for key, usual in (("earliest", EARLIEST), ("latest", LATEST))
    )
    return earliest, min(latest, timezone.localdate()) if options.get("is_past") else latest


KIND = Day()
