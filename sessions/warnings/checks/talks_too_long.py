from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.warnings.base import Check, Finding
from sessions.warnings.plan import Plan

SLUG = "talks_too_long"


def find(plan: Plan) -> Iterator[Finding]:
    text = _("The presentations of %(session)s take %(minutes)d minutes, more than the session has.")
    for session in plan.timed:
        if session.minutes and timedelta(minutes=session.minutes) > session.end - session.start:
            yield Finding(SLUG, text % {"session": plan.named(session), "minutes": session.minutes}, (session.pk,))


CHECK = Check(SLUG, gettext_lazy("Presentations longer than their session"), find, order=43)
