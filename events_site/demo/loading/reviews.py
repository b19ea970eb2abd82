"""The call of the meeting that lies ahead, papers sent to it, and their review half way. No letter waits."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from cms.models import Event
from sessions.models import (
    Advice,
    CallForPapers,
    Criterion,
    Paper,
    PaperAuthor,
    PaperVersion,
    Review,
    Reviewer,
    Score,
)

from .papers import version_of
from .shelf import Shelf

TEXT = "Papers of up to ten pages on who is not reached by digital public services, and on what has been tried."
CRITERIA = (
    ("Evidence", "Does it say what was done, with whom, and what came of it?", 2),
    ("Use to others", "Can another administration act upon it?", 1),
    ("Clarity", "Is it understood at first reading?", 1),
)
COUNTING, THURSDAYS = "Counting who did not come", "Counters that stay open on Thursdays"
NEIGHBOURS = "The network of neighbours, ten years on"
#: Title, author, subject, abstract.
PAPERS = (
    (
        COUNTING,
        "sunita.maharjan",
        "digital-inclusion",
        (
            "Registers count those who came. The paper shows how four districts estimated who did not, at what cost, "
            "and what they changed when they knew."
        ),
    ),
    (
        THURSDAYS,
        "andres.villacorta",
        "inclusive-services",
        (
            "Two hundred counters were to close. Forty stay open on one day of the week, with an official who may "
            "decide. The paper compares their first year with that of those that closed."
        ),
    ),
    (
        NEIGHBOURS,
        "siriporn.wongsakulthep",
        "inclusive-services",
        (
            "Volunteers bring forms to those who cannot come, and bring back questions. The paper looks at ten years "
            "of their notebooks."
        ),
    ),
)
REVIEWERS = {"eleni.karavia": ("inclusive-services", 4), "lukas.aebischer": ("digital-inclusion", 5)}
#: Paper, reviewer, scores in the order of CRITERIA where it is done, advice, to the author, to the chair.
REVIEWS = (
    (COUNTING, "eleni.karavia", (), "", "", ""),
    (THURSDAYS, "eleni.karavia", (), "", "", ""),
    (
        COUNTING,
        "lukas.aebischer",
        (4, 5, 4),
        Advice.ACCEPT,
        "A method that small districts can afford. Please say how often the estimate was checked against a count.",
        "The strongest paper I was given.",
    ),
    (
        THURSDAYS,
        "lukas.aebischer",
        (2, 4, 3),
        Advice.REVISE,
        "The comparison needs the number of visits before the change, and the reasons why these forty were chosen.",
        "Worth a second look once the figures are there.",
    ),
)


def add(event: Event, shelf: Shelf, today: date) -> None:
    call, _is_new = CallForPapers.objects.get_or_create(event=event, defaults=_facts(event, today))
    criteria = [
        Criterion.objects.create(call=call, name=name, help_text=text, weight=weight, position=place)
        for place, (name, text, weight) in enumerate(CRITERIA)
    ]
    papers = {title: _add_paper(event, shelf, title, *rest) for title, *rest in PAPERS}
    reviewers = {key: _add_reviewer(event, shelf, key, *facts) for key, facts in REVIEWERS.items()}
    for title, key, scores, advice, *texts in REVIEWS:
        review = _add_review(papers[title], reviewers[key], advice, *texts, is_done=bool(scores))
        Score.objects.bulk_create(
            Score(review=review, criterion=criterion, value=value)
            for criterion, value in zip(criteria, scores, strict=False)
        )


def _facts(event: Event, today: date) -> dict[str, object]:
    ends = {"paper_deadline": today + timedelta(weeks=2), "review_deadline": today + timedelta(weeks=4)}
    return {"text": TEXT} | {name: datetime.combine(day, time(18), event.tz) for name, day in ends.items()}


def _add_paper(event: Event, shelf: Shelf, title: str, author: str, theme: str, abstract: str) -> Paper:
    person, sent = shelf.people[author], timezone.now() - timedelta(days=6)
    facts = {"title": title, "abstract": abstract, "status": Paper.Status.SUBMITTED, "submitted_at": sent}
    paper = Paper.objects.create(event=event, submitted_by=person.user, **facts)
    paper.themes.add(shelf.themes[theme])
    PaperAuthor.objects.create(paper=paper, person=person)
    PaperVersion.objects.bulk_create([version_of(paper, person.name)])
    return paper


def _add_reviewer(event: Event, shelf: Shelf, key: str, theme: str, most: int) -> Reviewer:
    reviewer = Reviewer.objects.create(event=event, person=shelf.people[key], most=most)
    reviewer.themes.add(shelf.themes[theme])
    return reviewer


def _add_review(
    paper: Paper, reviewer: Reviewer, advice: str, to_author: str, to_chair: str, *, is_done: bool
) -> Review:
    state = Review.State.DONE if is_done else Review.State.ASKED
    done_at = timezone.now() - timedelta(days=1) if is_done else None
    words = {"advice": advice, "to_author": to_author, "to_chair": to_chair}
    return Review.objects.create(paper=paper, reviewer=reviewer, state=state, done_at=done_at, **words)
