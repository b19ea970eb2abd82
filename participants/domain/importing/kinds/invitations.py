"""A list of people to invite. The letters wait in the outbox."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.models import Event
from participants.domain.importing.columns import Column
from participants.domain.importing.plan import Fault, Row
from participants.domain.invitations import already, invite_many
from participants.models import User

from .base import Kind, Report
from .people import CATEGORY, EMAIL, HONORIFIC, NAME

NOTE = Column("note", "Note", "note", 1000, _("Printed in the letter."), ("personal note", "message", "remark"))
COLUMNS = (NAME, replace(EMAIL, is_needed=True), HONORIFIC, CATEGORY, NOTE)


def check(event: Event, rows: list[Row]) -> None:
    reasons = already(event, [row.values["email"] for row in rows if row.values.get("email")])
    for row in rows:
        email = row.values.get("email")
        if email in reasons:
            row.faults.append(Fault("", reasons[email], email))


def write(event: Event, by: User | None, rows: list[Row], options: Mapping[str, Any], report: Report) -> dict[str, int]:
    common = {"is_approved": options.get("is_approved", True)}
    if until := options.get("expires_at"):
        common["expires_at"] = datetime.fromisoformat(until)
    made = invite_many(event, by=by, rows=[row.values | common for row in rows])
    report(len(made))
    return {"written": len(made)}


KIND = Kind("invitations", _("Invitations"), COLUMNS, check, write)
