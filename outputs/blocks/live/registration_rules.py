"""How one registers, and until when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Event
from cms.wording import date_range
from outputs.blocks.base import Context, LiveBlock, Resolved
from outputs.editing.richtext import text_inlines
from outputs.tree import Link, Paragraph, Text
from outputs.words import wording
from participants.models import RegistrationSetup


class RegistrationRulesBlock(LiveBlock):
    name = "registration_rules"

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        setup = context.reading.registration_setup
        if setup is None or setup.opens_at is None:
            yield Paragraph(context.id("open"), wording.to_be_confirmed())
            return
        yield _address(context.reading.event, context)
        for number, text in enumerate(_rules(setup, context.reading.event), 1):
            yield Paragraph(context.id(number), text_inlines(text))

    class Meta:
        icon = "form"
        label = gettext_lazy("Registration")
        group = gettext_lazy("From the event")


def _address(event: Event, context: Context) -> Paragraph:
    address = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('participants:register', args=[event.slug])}"
    text = _("Participants are asked to register at")
    return Paragraph(context.id("address"), (Text(f"{text} "), Link(address, (Text(address),)), Text(".")))


def _rules(setup: RegistrationSetup, event: Event) -> Iterator[str]:
    if setup.closes_at:
        closing = timezone.localtime(setup.closes_at, event.tz)
        words = {"date": date_range(closing.date()), "time": closing.strftime("%H:%M"), "zone": event.timezone}
        yield _("Registration closes on %(date)s, at %(time)s (%(zone)s).") % words
    if setup.capacity:
        yield _("The number of places is limited to %(number)d.") % {"number": setup.capacity}
    if setup.needs_approval:
        yield _("Each registration is looked at by the organizers, and the answer is sent by e-mail.")


BLOCK = RegistrationRulesBlock
