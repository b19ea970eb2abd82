"""What an event asks authors for, and whether what one sends fits it."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from cms.file_names import clean_name
from cms.inspection.findings import FORMATS, PAPERS, PICTURES, TABLES
from cms.inspection.run import inspect
from cms.models import Event
from participants.domain.text import many_lines
from participants.erasing import delete_on_commit
from participants.models import Person, User
from sessions.domain.reviewing.reviewers import check_promise
from sessions.models import CallForPapers, CallTemplate, CallTheme, Paper, PaperVersion
from sessions.permissions import may_decide_on_papers

FIELDS = frozenset(
    {
        *("text", "opens_at", "has_abstracts", "abstract_deadline", "paper_deadline", "grace_minutes"),
        *("is_open_to_all", "abstract_words", "paper_pages", "papers_each", "kinds", "formats"),
        *("anonymity", "reviews_each", "review_deadline"),
    }
)
OFFERED = PAPERS | PICTURES
TEMPLATE_BYTES = 10 * 1024 * 1024
COUNTED = (Paper.Status.SUBMITTED, Paper.Status.REVISE, Paper.Status.ACCEPTED, Paper.Status.PUBLISHED)
#: Scripts without spaces between words: each character counts as one.
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\s\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")


def call_of(event: Event) -> CallForPapers | None:
    return CallForPapers.objects.filter(event=event).first()


def set_call(
    event: Event, *, by: User | None, data: Mapping[str, Any], themes: Iterable[Mapping[str, Any]] = ()
) -> CallForPapers:
    """Writes those of FIELDS that `data` holds, and `themes` in their order: "theme", "text", "most" of each.

    Raises PermissionDenied, ValidationError by field.
    """
    if by and not may_decide_on_papers(by, event):
        raise PermissionDenied
    call = call_of(event) or CallForPapers(event=event)
    check_promise(event, data.get("anonymity", call.anonymity), before=call.anonymity)
    for field in FIELDS & data.keys():
        setattr(call, field, data[field])
    call.text = many_lines(call.text)
    call.full_clean(exclude=["event"])
    _check(call)
    with transaction.atomic():
        call.save()
        _set_themes(call, list(themes))
        log(instance=event, action="sessions.set_call", user=by)
    return call


def add_template(call: CallForPapers, *, by: User | None, kind: str, language: str, upload: File) -> CallTemplate:
    """The file authors start from; one of that kind and language before it is replaced.

    Raises PermissionDenied; ValidationError for "file" with the reason.
    """
    if by and not may_decide_on_papers(by, call.event):
        raise PermissionDenied
    try:
        found = inspect(upload, max_bytes=TEMPLATE_BYTES, formats=PAPERS)
    except ValidationError as refusal:
        raise ValidationError({"file": refusal}) from None
    facts = {"media_type": found.format.media_type, "size": upload.size}
    name = clean_name(upload.name or "", extension=found.format.extension)
    template = CallTemplate(call=call, kind=kind, language=language, name=name, **facts)
    template.clean_fields(exclude=["call", "file"])
    with transaction.atomic():
        remove_template(call, by=by, kind=kind, language=language)
        template.file.save(name, upload, save=True)
    return template


def remove_template(call: CallForPapers, *, by: User | None, kind: str, language: str) -> None:
    """Raises PermissionDenied."""
    if by and not may_decide_on_papers(by, call.event):
        raise PermissionDenied
    with transaction.atomic():
        there = call.templates.filter(kind=kind, language=language)
        delete_on_commit(template.file for template in there)
        there.delete()


def formats_of(call: CallForPapers | None, kind: str) -> frozenset[str]:
    """Names of the formats taken for a kind of file; tables for data only."""
    wanted = frozenset(call.formats) & OFFERED if call else PAPERS
    return wanted | TABLES if kind == PaperVersion.Kind.DATA else wanted


def kinds_of(call: CallForPapers | None) -> list[str]:
    """The kinds of files one may send, in their usual order."""
    return [kind for kind in PaperVersion.Kind.values if call is None or kind in call.kinds]


def deadline_of(call: CallForPapers | None, stage: str) -> datetime | None:
    """As announced; the grace is not."""
    if call is None:
        return None
    return call.abstract_deadline if stage == Paper.Stage.ABSTRACT else call.paper_deadline


def is_open(call: CallForPapers | None, stage: str, at: datetime) -> bool:
    """Whether something may arrive at that moment: from the opening to the end of the grace."""
    if call is None:
        return True
    deadline = deadline_of(call, stage)
    has_begun = call.opens_at is None or call.opens_at <= at
    return has_begun and (deadline is None or at <= deadline + timedelta(minutes=call.grace_minutes))


def next_stage(call: CallForPapers | None, paper: Paper) -> str:
    """What the author's next sending is: an abstract, or the paper."""
    is_new = paper.pk is None or paper.status == Paper.Status.DRAFT
    if is_new:
        return Paper.Stage.ABSTRACT if call and call.has_abstracts else Paper.Stage.PAPER
    is_passed = paper.stage == Paper.Stage.ABSTRACT and paper.status == Paper.Status.ACCEPTED
    return Paper.Stage.PAPER if is_passed else paper.stage


def check_time(call: CallForPapers | None, paper: Paper, stage: str) -> None:
    """By the clock of the server, now. Who was asked to revise is awaited. Raises ValidationError in words."""
    if call is None or paper.status == Paper.Status.REVISE or is_open(call, stage, timezone.now()):
        return
    if call.opens_at and timezone.now() < call.opens_at:
        words = _("Papers are taken from %(when)s.")
        raise ValidationError({NON_FIELD_ERRORS: words % {"when": moment(call.opens_at, call.event)}})
    words = _("The deadline was %(when)s. What you wrote stands below; copy it, and ask the organizers.")
    raise ValidationError({NON_FIELD_ERRORS: words % {"when": moment(deadline_of(call, stage), call.event)}})


def check_text(call: CallForPapers | None, paper: Paper, themes: Iterable[Any]) -> None:
    """Length of the abstract, and themes of the call. Raises ValidationError by field."""
    if call is None:
        return
    errors: dict[str, str] = {}
    length, most = len(WORD.findall(paper.abstract)), call.abstract_words
    if call.has_abstracts and not paper.abstract:
        errors["abstract"] = _("Write the abstract: it is what is judged first.")
    elif most and length > most:
        words = _("The abstract has %(length)d words; %(most)d are allowed.")
        errors["abstract"] = words % {"length": length, "most": most}
    offered = set(call.call_themes.values_list("theme", flat=True))
    chosen = {theme.pk for theme in themes}
    if offered and not chosen:
        errors["themes"] = _("Choose a theme of the call.")
    elif offered and chosen - offered:
        errors["themes"] = _("Choose among the themes of the call.")
    if errors:
        raise ValidationError(errors)


def check_places(call: CallForPapers | None, paper: Paper, person: Person, themes: Iterable[Any]) -> None:
    """How many papers one person and one theme may have. To be called in a transaction: the call is locked.

    Raises ValidationError in words.
    """
    if call is None:
        return
    CallForPapers.objects.select_for_update().get(pk=call.pk)
    others = Paper.objects.filter(event=call.event_id, status__in=COUNTED).exclude(pk=paper.pk)
    if others.filter(submitted_by=person.user_id).count() >= call.papers_each:
        words = ngettext(
            "One person may send %(most)d paper.", "One person may send %(most)d papers.", call.papers_each
        )
        words = f"{words} {_('Withdraw one first, or ask the organizers.')}"
        raise ValidationError({NON_FIELD_ERRORS: words % {"most": call.papers_each}})
    for place in call.call_themes.filter(theme__in=themes, most__isnull=False).select_related("theme"):
        if others.filter(themes=place.theme_id).count() >= (place.most or 0):
            words = _("“%(theme)s” has as many papers as it can take. Choose another theme.")
            raise ValidationError({"themes": words % {"theme": place.theme}})


def moment(value: datetime | None, event: Event) -> str:
    """Day, hour and zone, as the event counts them."""
    if value is None:
        return ""
    with timezone.override(event.tz):
        when = date_format(timezone.localtime(value), "j F Y, H:i")
    return f"{when} ({event.timezone})"


def _check(call: CallForPapers) -> None:
    errors: dict[str, str] = {}
    if call.abstract_deadline and call.paper_deadline and call.paper_deadline < call.abstract_deadline:
        errors["paper_deadline"] = _("Papers would be due before their abstracts.")
    first = call.abstract_deadline if call.has_abstracts else call.paper_deadline
    if call.opens_at and first and first <= call.opens_at:
        errors["opens_at"] = _("The call would open after its deadline.")
    if not frozenset(call.formats) <= OFFERED & FORMATS.keys() or not call.formats:
        errors["formats"] = _("Choose at least one format.")
    if not frozenset(call.kinds) <= frozenset(PaperVersion.Kind.values) or PaperVersion.Kind.PAPER not in call.kinds:
        errors["kinds"] = _("A paper is always among what is taken.")
    if errors:
        raise ValidationError(errors)


def _set_themes(call: CallForPapers, rows: list[Mapping[str, Any]]) -> None:
    call.call_themes.exclude(theme__in=[row["theme"] for row in rows]).delete()
    for position, row in enumerate(rows):
        facts = {"text": many_lines(row.get("text", "")), "most": row.get("most"), "position": position}
        CallTheme.objects.update_or_create(call=call, theme=row["theme"], defaults=facts)
