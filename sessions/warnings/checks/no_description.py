from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.warnings.base import Check, Finding
from sessions.warnings.plan import Plan

SLUG = "no_description"


def find(plan: Plan) -> Iterator[Finding]:
    text = _("%(session)s has no description.")
    for session in plan.working:
        if not session.description.strip():
            yield Finding(SLUG, text % {"session": plan.named(session)}, (session.pk,))


CHECK = Check(SLUG, gettext_lazy("No description"), find, order=80)
