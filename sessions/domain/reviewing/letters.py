"""The letters of the review. They wait in the outbox, and name nobody whom their reader may not know."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms.models import Event
from participants.domain.outbox import Draft, draft_letter, draft_letters, replace_letters
from participants.domain.text import one_line
from participants.models import Letter, Person, User
from sessions.models import CallForPapers, Paper, PaperDecision, Review, Reviewer
from sessions.permissions import anonymity_of

REQUEST, DECISION = "review", "decision"
LONGEST_SUBJECT = 200
LONGEST_BODY = 18_000


def draft_requests(event: Event, *, by: User | None, people: Iterable[Person]) -> int:
    """One letter for each of `people` that they have papers to judge; how many. It tells no title and no author.

    One that still waits says the same, and is replaced. To be called inside the transaction that asks them.
    """
    chosen = list({person.pk: person for person in people}.values())
    with translation.override(event.language):
        note = _("Replaced: more papers were added since.")
    replace_letters(event, kind=REQUEST, people=[person.pk for person in chosen], note=note)
    number = Letter.objects.filter(event=event, kind=REQUEST).count() + 1
    drafts = [_request(event, person) for person in chosen]
    return draft_letters(event, by=by, drafts=drafts, kind=REQUEST, about=f"reviews:{number}")


def draft_decision(decision: PaperDecision, *, by: User | None) -> Letter | None:
    """To the author who sent the paper in, else the first who can be reached; None where a paper has no author."""
    person = addressee_of(decision.paper)
    if person is None:
        return None
    event = decision.paper.event
    with translation.override(event.language), timezone.override(event.tz):
        subject, body = _split(render_to_string("sessions/letters/decision.txt", _about(decision, person)))
    draft = Draft(person, subject, body)
    return draft_letter(event, by=by, draft=draft, kind=DECISION, about=f"decision:{decision.pk}")


def addressee_of(paper: Paper) -> Person | None:
    authors = [author.person for author in paper.authors.named().select_related("person__user")]  # type: ignore[attr-defined]
    sender = [person for person in authors if person.user_id and person.user_id == paper.submitted_by_id]
    reachable = [person for person in authors if person.user_id or person.email]
    return next(iter([*sender, *reachable, *authors]), None)


def check_before_sending(letter: Letter) -> str:
    """The body of a letter with a decision. Raises ValidationError where there is nothing left to say."""
    decision = PaperDecision.objects.filter(letter=letter).select_related("paper").first()
    if decision is None:
        raise ValidationError(_("This decision was taken back."))
    if decision.paper.status == Paper.Status.WITHDRAWN:
        raise ValidationError(_("The author has withdrawn this paper."))
    return letter.body


def comments_of(paper: Paper, stage: str, number: int) -> list[tuple[int, Review]]:
    """The reviews of a round with words for the author, each with the number by which its reviewer goes.

    Numbers are the same in each round of a paper.
    """
    rows = Review.objects.filter(paper=paper, state=Review.State.DONE).select_related("reviewer__person")
    places = {pk: place for place, pk in enumerate(sorted({row.reviewer_id for row in rows}), start=1)}
    written = [row for row in rows if row.to_author and (row.stage, row.round) == (stage, number)]
    return sorted(((places[row.reviewer_id], row) for row in written), key=lambda pair: pair[0])


def name_of(place: int, reviewer: Reviewer, *, is_known: bool) -> str:
    return reviewer.person.name if is_known else _("Reviewer %(number)d") % {"number": place}


def _request(event: Event, person: Person) -> Draft:
    until = CallForPapers.objects.filter(event=event).values_list("review_deadline", flat=True).first()
    rows = Review.objects.in_round().filter(paper__event=event, reviewer__person=person)
    count = rows.filter(state__in=[Review.State.ASKED, Review.State.DRAFT]).count()
    context = {"name": person.name, "event": event, "until": until, "count": count, "address": _absolute("my_reviews")}
    with translation.override(event.language), timezone.override(event.tz):
        subject, body = _split(render_to_string("sessions/letters/review.txt", context))
    return Draft(person, subject, body)


def _about(decision: PaperDecision, person: Person) -> dict[str, Any]:
    paper = decision.paper
    is_known = anonymity_of(paper.event_id) == CallForPapers.Anonymity.NONE
    pairs = comments_of(paper, decision.stage, decision.round)
    said = [(name_of(place, review.reviewer, is_known=is_known), review.to_author) for place, review in pairs]
    return {
        "name": person.name,
        "paper": paper,
        "title": one_line(paper.title),
        "event": paper.event,
        "decision": decision,
        "comments": _fitting(said, LONGEST_BODY - len(decision.text) - len(paper.title)),
        "address": f"{settings.WAGTAILADMIN_BASE_URL}{paper.get_absolute_url()}",
    }


def _fitting(said: Sequence[tuple[str, str]], room: int) -> list[tuple[str, str]]:
    """As many as a letter takes; all of them stand on the paper's page."""
    fitting, used = [], 0
    for name, text in said:
        used += len(name) + len(text)
        if used > room:
            break
        fitting.append((name, text))
    return fitting


def _absolute(name: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse(f'sessions:{name}')}"


def _split(text: str) -> tuple[str, str]:
    subject, _blank, body = text.strip().partition("\n")
    return one_line(subject)[:LONGEST_SUBJECT], f"{body.strip()}\n"
