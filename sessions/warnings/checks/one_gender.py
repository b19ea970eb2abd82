"""Who moderates does not count: a panel is those who are asked for their views."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.models import SessionRole
from sessions.warnings.base import Check, Finding
from sessions.warnings.plan import SPEAKER, Plan, Sitting

SLUG = "one_gender"
KINDS = {"panel", "round_table"}
HEARD = {SPEAKER, SessionRole.Role.PANELLIST.value}


def find(plan: Plan) -> Iterator[Finding]:
    text = _("The speakers of %(session)s are all of one gender, as far as it is known.")
    for session in plan.sessions:
        if session.kind.slug in KINDS and _is_of_one_gender(plan, session):
            yield Finding(SLUG, text % {"session": plan.named(session)}, (session.pk,))


def _is_of_one_gender(plan: Plan, session: Sitting) -> bool:
    known = {part.person: part.gender for part in plan.coming(session) if part.role in HEARD and part.gender}
    return len(known) > 1 and set(known.values()) in ({"f"}, {"m"})


CHECK = Check(SLUG, gettext_lazy("A panel of one gender"), find, order=54)
