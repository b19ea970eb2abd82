from collections.abc import Iterator

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.warnings.base import Check, Finding
from sessions.warnings.plan import Plan

SLUG = "objectives"


def find(plan: Plan) -> Iterator[Finding]:
    sentence = _("No session serves the objective “%(objective)s”.")
    for text in plan.unserved_objectives:
        yield Finding(SLUG, sentence % {"objective": Truncator(text).chars(120)})


CHECK = Check(SLUG, gettext_lazy("An objective that no session serves"), find, order=53)
