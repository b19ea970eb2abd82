"""Letters to a group of registrations: written once, looked at person by person, drafted into the outbox."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import Event
from cms.permissions import is_secretariat
from participants.domain import placeholders
from participants.domain.outbox import Draft, draft_letters
from participants.domain.privacy.readings import CONTACT, SAID, log_export
from participants.domain.text import check_fields, many_lines, one_line
from participants.models import Answer, GroupLetter, LetterTemplate, Registration, User
from participants.permissions import may_write_letters
from participants.roster import Roster, Selection

KIND = "group"
AT_ONCE = 1000
MOST = 10_000


def templates_for(event: Event) -> QuerySet[LetterTemplate]:
    """Its own, and those that every event may use."""
    return LetterTemplate.objects.filter(Q(event=event) | Q(event=None))


def save_template(template: LetterTemplate, event: Event, *, by: User) -> LetterTemplate:
    """Keeps it; one for every event only the secretariat. `event` is where it is written, and its questions are known.

    Raises PermissionDenied, and ValidationError by field, also for placeholders that stand for nothing.
    """
    _check_may_write(by, event)
    _check_may_keep(by, template, event)
    template.name = one_line(template.name)
    _tidy(template, event, exclude=["event", "updated_at"])
    template.save()
    return template


def delete_template(template: LetterTemplate, event: Event, *, by: User) -> None:
    """Raises PermissionDenied."""
    _check_may_write(by, event)
    _check_may_keep(by, template, event)
    template.delete()


def save_group_letter(letter: GroupLetter, *, by: User) -> GroupLetter:
    """Keeps a new or changed text; nothing is drafted yet.

    Raises PermissionDenied; ValidationError by field, or where it was drafted before.
    """
    _check_may_write(by, letter.event)
    if letter.drafted_at:
        raise ValidationError(_("It is in the outbox; change the single letters there."))
    _tidy(letter, letter.event, exclude=["event", "by", "created_at", "group", "drafted_at", "count"])
    letter.by = letter.by or by
    letter.save()
    return letter


def recipients(letter: GroupLetter, *, by: User) -> QuerySet[Registration]:
    """Whom it goes to as things stand now, in the order of the list."""
    found: QuerySet[Registration]
    if "ids" in letter.group:
        chosen = Registration.objects.filter(event=letter.event, pk__in=letter.group["ids"])
        found = chosen.order_by("person__sort_name", "pk")
    else:
        found = Roster(letter.event, by).find(Selection.of_json(letter.group))
    return found.select_related("person__user", "person__country", "category")


def without_address(registrations: QuerySet[Registration]) -> QuerySet[Registration]:
    return registrations.filter(person__user=None, person__email="")


def written_to(letter: GroupLetter, registrations: list[Registration]) -> Iterator[Draft]:
    """The letter as each of them gets it, in the event's language. Two statements, whatever their number."""
    questions = placeholders.questions_of(letter.event)
    answers = _answers(letter, registrations, [question.pk for question in questions.values()])
    with translation.override(letter.event.language):
        for registration in registrations:
            registration.event = letter.event
            given = answers.get(registration.pk, {})
            subject, body = (
                placeholders.fill(text, registration, given, questions) for text in (letter.subject, letter.body)
            )
            yield Draft(registration.person, one_line(subject)[:200], body)


def draft_group_letter(letter: GroupLetter, *, by: User) -> int:
    """A draft in the outbox for each who has an address; how many were new. Twice is once: nobody gets it again.

    Raises PermissionDenied, and ValidationError where nobody of the group has an address, or more than MOST have.
    """
    _check_may_write(by, letter.event)
    with transaction.atomic():
        kept = GroupLetter.objects.select_for_update().get(pk=letter.pk)
        kept.event = letter.event
        if kept.drafted_at:
            return 0
        reached = recipients(kept, by=by).exclude(person__user=None, person__email="")
        people = list(reached[: MOST + 1])
        _check_number(len(people))
        drafts = list(written_to(kept, people))
        kept.count = draft_letters(kept.event, by=by, drafts=drafts, kind=KIND, about=f"group:{kept.pk}")
        kept.drafted_at = timezone.now()
        kept.save(update_fields=["count", "drafted_at"])
        data = {"count": kept.count, "name": kept.subject}
        log(instance=kept.event, action="participants.draft_group_letter", user=by, data=data)
        _tell(kept, people, by)
    letter.count, letter.drafted_at = kept.count, kept.drafted_at
    return kept.count


def delete_group_letter(letter: GroupLetter, *, by: User) -> None:
    """Throws a text away that was not drafted. Raises PermissionDenied, ValidationError."""
    _check_may_write(by, letter.event)
    if letter.drafted_at:
        raise ValidationError(_("It is in the outbox; discard the single letters there."))
    letter.delete()


def _tell(letter: GroupLetter, people: list[Registration], by: User) -> None:
    """Those written to find in My data who used their address, and their answers where the letter repeats them."""
    fields = [CONTACT, SAID] if placeholders.asks_for_answers(letter.subject, letter.body) else [CONTACT]
    what = _("letter “%(subject)s”") % {"subject": letter.subject}
    log_export(letter.event, by=by, registrations=[row.pk for row in people], fields=fields, what=what)


def _answers(letter: GroupLetter, registrations: list[Registration], questions: list[int]) -> dict[int, dict[int, Any]]:
    found: dict[int, dict[int, Any]] = {}
    if placeholders.asks_for_answers(letter.subject, letter.body):
        pks = [registration.pk for registration in registrations]
        rows = Answer.objects.filter(registration__in=pks, question__in=questions).order_by()
        for pk, question, value in rows.values_list("registration_id", "question_id", "value"):
            found.setdefault(pk, {})[question] = value
    return found


def _check_number(number: int) -> None:
    if number == 0:
        raise ValidationError(_("Nobody of this group has an address."))
    if number > MOST:
        raise ValidationError(_("Write to at most %(number)s people at once.") % {"number": MOST})


def _tidy(row: GroupLetter | LetterTemplate, event: Event, *, exclude: list[str]) -> None:
    row.subject, row.body = one_line(row.subject), many_lines(row.body)
    check_fields(row, exclude=exclude)
    questions, errors = placeholders.questions_of(event), {}
    for name in ("subject", "body"):
        try:
            placeholders.check(getattr(row, name), questions)
        except ValidationError as error:
            errors[name] = error
    if errors:
        raise ValidationError(errors)


def _check_may_write(by: User, event: Event) -> None:
    if not may_write_letters(by, event):
        raise PermissionDenied


def _check_may_keep(by: User, template: LetterTemplate, event: Event) -> None:
    """One for every event is the secretariat's; another event's is nobody's business here."""
    kept = LetterTemplate.objects.filter(pk=template.pk).first() or template
    for each in (kept, template):
        if each.event_id is None and not is_secretariat(by):
            raise PermissionDenied
        if each.event_id not in {None, event.pk}:
            raise PermissionDenied
