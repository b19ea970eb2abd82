from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.warnings.base import Check, Finding
from sessions.warnings.plan import Plan

SLUG = "capacity"


def find(plan: Plan) -> Iterator[Finding]:
    text = _("%(expected)d people are expected at %(session)s, and %(room)s has %(seats)d seats.")
    for session in plan.sessions:
        if session.expected and session.capacity is not None and session.expected > session.capacity:
            names = {"session": plan.named(session), "room": session.room}
            numbers = {"expected": session.expected, "seats": session.capacity}
            yield Finding(SLUG, text % (names | numbers), (session.pk,))


CHECK = Check(SLUG, gettext_lazy("More people than seats"), find, order=41)
