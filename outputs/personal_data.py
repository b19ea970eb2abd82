"""Documents hold nothing of a person that the programme, the record and registrations do not."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

RELATIONS = (
    *("outputs.Output.locked_by", "outputs.Output.adopted_by", "outputs.Output.created_by"),
    *("outputs.WorkingCopy.user", "outputs.LastReading.looked_by", "outputs.Handover.by"),
    *("outputs.Disposition.decided_by", "outputs.Job.created_by", "outputs.PrintRun.created_by"),
)


def not_personal() -> dict[str, Any]:
    return dict.fromkeys(RELATIONS, _("an act of office, listed under what was done"))
