from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.warnings.base import Check, Finding
from sessions.warnings.plan import Plan, role_name

SLUG = "declined"


def find(plan: Plan) -> Iterator[Finding]:
    text = _("%(person)s (%(role)s) has declined: %(session)s.")
    for session in plan.sessions:
        for part in plan.parts.get(session.pk, ()):
            if part.is_declined:
                names = {"person": part.name, "role": role_name(part.role), "session": plan.named(session)}
                yield Finding(SLUG, text % names, (session.pk,))


CHECK = Check(SLUG, gettext_lazy("Somebody has declined"), find, order=30)
