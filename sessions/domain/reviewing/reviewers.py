"""Who reviews for an event, and by what criteria."""

from collections.abc import Iterable, Mapping, Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.domain.changes import differences, words_of
from cms.models import Event, Theme
from participants.domain.text import check_fields, one_line
from participants.models import Person, User
from sessions.models import CallForPapers, Criterion, Review, Reviewer
from sessions.permissions import may_decide_on_papers

Anonymity = CallForPapers.Anonymity
STRICTNESS = [Anonymity.NONE, Anonymity.REVIEWERS, Anonymity.BOTH]
MOST_CRITERIA = 20


def add_reviewers(event: Event, *, by: User | None, people: Iterable[Person]) -> list[Reviewer]:
    """Those who were reviewers before are so again. No letter is sent. Raises PermissionDenied."""
    _check(by, event)
    with transaction.atomic():
        return [_add(event, person, by) for person in people]


def change_reviewer(reviewer: Reviewer, *, by: User | None, most: int, themes: Iterable[Theme]) -> Reviewer:
    """`most` is how many papers they are given; `themes` those they are given first.

    Raises PermissionDenied, ValidationError by field.
    """
    _check(by, reviewer.event)
    with transaction.atomic():
        kept = Reviewer.objects.select_for_update(of=("self",)).select_related("person", "event").get(pk=reviewer.pk)
        before = _words(kept)
        kept.most = most
        check_fields(kept, exclude=["event", "person"])
        kept.save(update_fields=["most"])
        kept.themes.set(themes)
        if changes := differences(before, _words(kept)):
            data = {"person": kept.person.name, "changes": changes}
            log(instance=kept.event, action="sessions.change_reviewer", user=by, data=data)
    return kept


def remove_reviewer(reviewer: Reviewer, *, by: User | None) -> None:
    """Takes back what is not done yet; who has written reviews stays known for them, and is not asked again.

    Raises PermissionDenied.
    """
    _check(by, reviewer.event)
    with transaction.atomic():
        kept = Reviewer.objects.select_for_update(of=("self",)).select_related("person", "event").get(pk=reviewer.pk)
        kept.reviews.filter(state=Review.State.ASKED).delete()
        kept.reviews.filter(state=Review.State.DRAFT).update(state=Review.State.TAKEN_BACK)
        if kept.reviews.exists():
            Reviewer.objects.filter(pk=kept.pk).update(is_active=False)
        else:
            kept.delete()
        log(instance=kept.event, action="sessions.remove_reviewer", user=by, data={"person": kept.person.name})


def check_promise(event: Event, anonymity: str, *, before: str) -> None:
    """Raises ValidationError where names would be told that those concerned were promised nobody would learn."""
    is_looser = STRICTNESS.index(Anonymity(anonymity)) < STRICTNESS.index(Anonymity(before))
    if is_looser and Review.objects.filter(paper__event=event).exists():
        words = _("Reviewers were asked under this promise: names can be hidden from more people, not shown to more.")
        raise ValidationError({"anonymity": words})


def save_criteria(
    event: Event, *, by: User | None, criteria: Sequence[Criterion], removed: Iterable[Criterion] = ()
) -> None:
    """Keeps `criteria` in this order and deletes those `removed`. Each is new, or one of the event's.

    Raises PermissionDenied; ValidationError where the event has no call, or one that has been scored would go or change
    its scale.
    """
    _check(by, event)
    with transaction.atomic():
        call = CallForPapers.objects.select_for_update().filter(event=event).first()
        if call is None:
            raise ValidationError(_("Set up the call for papers first."))
        before = _scales(call)
        own = {criterion.pk: criterion for criterion in call.criteria.all()}
        _remove([own[criterion.pk] for criterion in removed if criterion.pk in own])
        if len(criteria) > MOST_CRITERIA:
            raise ValidationError(_("At most %(count)d criteria.") % {"count": MOST_CRITERIA})
        for position, criterion in enumerate(criteria):
            _keep(criterion, call, position, own)
        if changes := differences(before, _scales(call)):
            log(instance=event, action="sessions.save_criteria", user=by, data={"changes": changes})


def _add(event: Event, person: Person, by: User | None) -> Reviewer:
    reviewer, is_new = Reviewer.objects.get_or_create(event=event, person=person)
    if is_new or not reviewer.is_active:
        reviewer.is_active = True
        reviewer.save(update_fields=["is_active"])
        log(instance=event, action="sessions.add_reviewer", user=by, data={"person": person.name})
    return reviewer


def _remove(criteria: list[Criterion]) -> None:
    scored = [criterion.name for criterion in criteria if criterion.scores.exists()]
    if scored:
        raise ValidationError(_("Reviews have scored “%(name)s”: it stays.") % {"name": scored[0]})
    Criterion.objects.filter(pk__in=[criterion.pk for criterion in criteria]).delete()


def _keep(criterion: Criterion, call: CallForPapers, position: int, own: Mapping[int, Criterion]) -> None:
    was = own.get(criterion.pk)
    if criterion.pk and was is None:
        raise ValidationError(_("This criterion belongs to another event."))
    criterion.call, criterion.position = call, position
    criterion.name, criterion.help_text = one_line(criterion.name), one_line(criterion.help_text)
    check_fields(criterion, exclude=["call"])
    if criterion.least >= criterion.most:
        raise ValidationError(_("The scale of “%(name)s” must end above its beginning.") % {"name": criterion.name})
    if was and (was.least, was.most) != (criterion.least, criterion.most) and was.scores.exists():
        raise ValidationError(_("Reviews have scored “%(name)s”: its scale stays.") % {"name": criterion.name})
    criterion.save()


def _scales(call: CallForPapers) -> dict[str, str]:
    return {
        row.name: _("%(least)d to %(most)d, weight %(weight)d") % vars(row)
        for row in Criterion.objects.filter(call=call)
    }


def _words(reviewer: Reviewer) -> dict[str, str]:
    return words_of(reviewer, "most", "themes", event=reviewer.event)


def _check(by: User | None, event: Event) -> None:
    if by is not None and not may_decide_on_papers(by, event):
        raise PermissionDenied
