from collections.abc import Iterator

from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from sessions.warnings.base import Check, Finding
from sessions.warnings.plan import Plan

SLUG = "foreign_language"


def find(plan: Plan) -> Iterator[Finding]:
    text = _("%(session)s is in a language that the event does not work in: %(languages)s.")
    spoken = {*(plan.event.working_languages or [plan.event.language]), *plan.event.interpretation}
    for session in plan.working:
        foreign = [_name(code) for code in session.languages if code not in spoken]
        if foreign:
            names = {"session": plan.named(session), "languages": ", ".join(foreign)}
            yield Finding(SLUG, text % names, (session.pk,))


def _name(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


CHECK = Check(SLUG, gettext_lazy("A language the event does not work in"), find, order=55)
