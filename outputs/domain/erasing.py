"""What documents forget of an erased person; see `participants.erasing`."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.cache import caches
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from outputs.house_style import notes
from outputs.models import Output, PrintRun, Rendition
from participants.erasing import Gone, forget
from sessions.models import ContributionSpeaker, SessionRole


def erase_from_files(gone: Gone) -> None:
    """Files of what is not adopted, in every event where the person had a part: they are made anew when asked for.
    So are the pages that were kept, of which nobody can tell whom they name, and what house style noted on drafts.
    """
    roles = SessionRole.objects.filter(person=gone.person).values("session__event")
    talks = ContributionSpeaker.objects.filter(person=gone.person).values("contribution__session__event")
    registered = gone.person.registrations.values("event")
    papers = gone.person.authorships.values("paper__event")
    events = Q(event__in=roles) | Q(event__in=talks) | Q(event__in=registered) | Q(event__in=papers)
    drafts = list(Output.objects.filter(events, frozen="").values_list("pk", flat=True))
    forget(Rendition.objects.filter(output__in=drafts), "file")
    forget(PrintRun.objects.filter(events), "file")
    transaction.on_commit(caches["pages"].clear)
    transaction.on_commit(partial(notes.forget, drafts))


def issued_text() -> dict[str, Any]:
    issued = _("as adopted or issued")
    return {"outputs.Output": issued, "outputs.Rendition": issued, "wagtailcore.Revision": _("drafts of documents")}
