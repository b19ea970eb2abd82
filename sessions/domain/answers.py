"""The parts that people have in a programme, and what they answered to being asked.

A part is a `SessionRole` or a `ContributionSpeaker`. An answer is not public: it changes no release, and leaves the
session as it is.
"""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import Event
from participants.models import User
from sessions.models import Confirmation, ContributionSpeaker, Session, SessionRole
from sessions.permissions import may_edit_programme

Part = SessionRole | ContributionSpeaker


def answer_parts(event: Event, *, by: User, parts: Iterable[Part], answer: str) -> int:
    """Notes `answer`, a value of `Confirmation`, for `parts` in the programme of `event`; how many changed.

    Organisers note any answer for anybody. Everybody else confirms or declines the parts that are theirs, until the
    event is over. Raises PermissionDenied, and ValidationError for an answer that there is not or that comes too late.
    """
    parts = list(parts)
    is_organiser = may_edit_programme(by, event)
    if not is_organiser and not all(_is_own(by, part) for part in parts):
        raise PermissionDenied
    _check_answer(event, answer, is_organiser=is_organiser)
    with transaction.atomic():
        return sum(_answer(part, answer, by=by) for part in _locked(event, parts))


def session_of(part: Part) -> Session:
    return part.contribution.session if isinstance(part, ContributionSpeaker) else part.session


def part_name(part: Part) -> str:
    """What somebody does, in a word or by the title of the presentation."""
    return part.contribution.title if isinstance(part, ContributionSpeaker) else str(part.get_role_display())


def _is_own(by: User, part: Part) -> bool:
    return by.is_active and part.person.user_id == by.pk


def _check_answer(event: Event, answer: str, *, is_organiser: bool) -> None:
    allowed = Confirmation.values if is_organiser else [Confirmation.CONFIRMED, Confirmation.DECLINED]
    if answer not in allowed:
        raise ValidationError(_("Choose one of the answers."))
    if event.is_over and not is_organiser:
        raise ValidationError(_("This meeting is over."))


def _locked(event: Event, parts: list[Part]) -> list[Part]:
    """As they are now; those gone meanwhile, or of another event, are left out."""
    roles = SessionRole.objects.filter(session__event=event).select_related("session", "person")
    speakers = ContributionSpeaker.objects.filter(contribution__session__event=event)
    speakers = speakers.select_related("contribution__session", "person")
    return [*_among(roles, parts), *_among(speakers, parts)]


def _among(rows: QuerySet, parts: list[Part]) -> QuerySet:
    ids = [part.pk for part in parts if isinstance(part, rows.model)]
    return rows.select_for_update(of=("self",)).filter(pk__in=ids)


def _answer(part: Part, answer: str, *, by: User) -> bool:
    before = part.confirmation
    if before == answer:
        return False
    part.confirmation = answer
    part.save(update_fields=["confirmation"])
    data = {"person": part.person.name, "part": part_name(part), "before": before, "answer": answer}
    log(instance=session_of(part), action="sessions.answer_part", user=by, data=data)
    return True
