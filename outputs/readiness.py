"""The documents that an event should have begun by its milestones."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from cms.models import Event
from cms.readiness import Check, Milestone
from outputs.kinds import KINDS
from outputs.models import Output

#: Kinds by which milestone; those that this site does not have are not asked for.
WANTED = {"aide_memoire": Milestone.INVITATIONS, "information_note": Milestone.NOTE}


def checks(event: Event) -> Iterator[Check]:
    wanted = {slug: milestone for slug, milestone in WANTED.items() if slug in KINDS}
    begun = (
        set(Output.objects.filter(event=event, kind__in=wanted, template=None).values_list("kind", flat=True))
        if wanted
        else set()
    )
    url = reverse("outputs_admin:files", args=[event.pk])
    for slug, milestone in wanted.items():
        yield Check(milestone, str(KINDS[slug].label), slug in begun, url, _("It is not begun."))
