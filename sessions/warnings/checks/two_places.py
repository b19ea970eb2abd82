from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.warnings.base import Check, Finding
from sessions.warnings.plan import Plan, overlapping, when

SLUG = "two_places"


def find(plan: Plan) -> Iterator[Finding]:
    yield from _here(plan)
    yield from _elsewhere(plan)


def _here(plan: Plan) -> Iterator[Finding]:
    text = _("%(person)s is in two places at once: in %(first)s and in %(second)s.")
    for person, sessions in plan.agendas.items():
        for first, second in overlapping(sessions):
            names = {"person": plan.names[person], "first": plan.named(first), "second": plan.named(second)}
            yield Finding(SLUG, text % names, (first.pk, second.pk))


def _elsewhere(plan: Plan) -> Iterator[Finding]:
    text = _("%(person)s is in two places at once: in %(session)s, and in “%(title)s” (%(when)s) of “%(event)s”.")
    for there in plan.engagements:
        for session in plan.agendas[there.person]:
            if session.overlaps(there):
                names = {"person": plan.names[there.person], "session": plan.named(session)}
                other = {"title": there.title, "when": when(there.start, there.end), "event": there.event}
                yield Finding(SLUG, text % (names | other), (session.pk,))


CHECK = Check(SLUG, gettext_lazy("In two places at once"), find, order=10)
