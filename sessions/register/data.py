"""Recommendations as data: for programs and spreadsheets. Words stand as they are; nobody's name is in it."""

import csv
from collections.abc import Iterator
from typing import Any

from django.http import StreamingHttpResponse
from django.urls import reverse

from sessions.models import Recommendation
from sessions.record.reading import operative_sentence

COLUMNS = (
    *("number", "event", "session", "status", "sentence", "addressees", "themes", "sdg_targets", "consensus"),
    *("indicator", "due", "mechanisms", "groups", "resources", "dissent", "url"),
)
BATCH = 500


def in_order(ids: list[int]) -> list[Recommendation]:
    """The recommendations of these ids, in that order, with all that is printed of them."""
    found = Recommendation.objects.for_documents().prefetch_related("mechanisms", "wordings").in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def as_csv(ids: list[int], *, name: str = "recommendations") -> StreamingHttpResponse:
    """A table for spreadsheets, batch by batch."""
    response = StreamingHttpResponse(_lines(ids), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


class Echo:
    def write(self, line: str) -> str:
        return line


def _lines(ids: list[int]) -> Iterator[str]:
    yield "\ufeff"  # without it, spreadsheets take UTF-8 for something else
    writer = csv.writer(Echo())
    yield writer.writerow(COLUMNS)
    for start in range(0, len(ids), BATCH):
        for recommendation in in_order(ids[start : start + BATCH]):
            values = as_data(recommendation)
            yield writer.writerow([safe_cell(_joined(values[column])) for column in COLUMNS])


def as_data(recommendation: Recommendation) -> dict[str, Any]:
    return {
        "id": recommendation.pk,
        "number": recommendation.number,
        "event": recommendation.event.slug,
        "session": str(recommendation.session or ""),
        "status": recommendation.status,
        "verb": recommendation.verb,
        "text": recommendation.text,
        "wordings": {wording.language: wording.text for wording in recommendation.wordings.all()},
        "sentence": operative_sentence(recommendation),
        "addressees": [
            {"name": str(link.addressee), "part": link.part} for link in recommendation.addressee_links.all()
        ],
        "themes": [str(theme) for theme in recommendation.themes.all()],
        "sdg_targets": [target.code for target in recommendation.sdg_targets.all()],
        "mechanisms": [str(mechanism) for mechanism in recommendation.mechanisms.all()],
        "groups": recommendation.concerned_groups,
        "resources": recommendation.resources,
        "indicator": recommendation.indicator,
        "due": recommendation.due.isoformat() if recommendation.due else None,
        "dissent": recommendation.dissent,
        "consensus": recommendation.consensus,
        "url": reverse("sessions:recommendation", args=[recommendation.pk]),
    }


def safe_cell(value: str) -> str:
    """A cell that no spreadsheet takes for a formula; the full-width signs count too."""
    risky = value.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")) or value.startswith(("\t", "\r"))
    return f"'{value}" if risky else value


def _joined(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(each["name"] if isinstance(each, dict) else each for each in value)
    return "" if value is None else str(value)
