"""A list of delegations with their focal points."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cms.models import Event
from participants.domain.delegations import set_up_delegation
from participants.domain.importing.columns import Column
from participants.domain.importing.plan import Fault, Row
from participants.models import Delegation, ParticipantCategory, User

from .base import Kind, Report
from .people import COUNTRY

COLUMNS = (
    COUNTRY,
    Column(
        "organization", "Organization", "organization", 200, _("Instead of a country; one of the list."), ("entity",)
    ),
    Column(*("focal_name", "Focal point", "name", 150, _("Who nominates.")), ("name", "contact", "focal point name")),
    Column(
        "focal_email", "E-mail", "email", 254, _("The link in the letter works for this address."), ("mail", "email")
    ),
    Column("quota", "Quota", "number", 20, _("How many may be nominated."), ("seats", "places", "number")),
)


def check(event: Event, rows: list[Row]) -> None:
    there: set[Any] = set(Delegation.objects.filter(event=event).values_list("country", "organization"))
    for row in rows:
        country, organization = row.values.get("country"), row.values.get("organization")
        if bool(country) == bool(organization) and not row.faults:
            row.faults.append(Fault("", _now("Name a country or an organization, and not both.")))
        pair = (country.pk if country else None, organization.pk if organization else None)
        if pair in there and any(pair):
            row.faults.append(Fault("", _now("It has a delegation already, here or further up.")))
        if row.values.get("focal_email") and not row.values.get("focal_name"):
            row.faults.append(Fault("", _now("Whose address is it?"), row.values["focal_email"]))
        there.add(pair)


def write(event: Event, by: User | None, rows: list[Row], options: Mapping[str, Any], report: Report) -> dict[str, int]:
    closes_at = datetime.fromisoformat(options["closes_at"]) if options.get("closes_at") else None
    if closes_at is None:
        raise ValidationError(_now("Say until when they nominate."))
    categories = list(ParticipantCategory.objects.filter(pk=options.get("category") or 0))
    for number, row in enumerate(rows, start=1):
        data = {key: value for key, value in row.values.items() if value} | {"closes_at": closes_at}
        data.setdefault("quota", options.get("quota") or 5)
        set_up_delegation(event, by=by, data=data, categories=categories)
        report(number)
    return {"written": len(rows)}


KIND = Kind("delegations", _("Delegations"), COLUMNS, check, write)
