"""A paper, with a small PDF, for every contribution that has an abstract; before the event, under an embargo."""

import hashlib
from datetime import datetime, time

from django.core.files.base import ContentFile

from cms.models import Event
from events_site.demo.pdf import one_page
from events_site.demo.shape import Meeting
from sessions.models import Contribution, Paper, PaperAuthor, PaperVersion, Session

from .shelf import Shelf


def add(event: Event, meeting: Meeting, sessions: dict[str, Session], shelf: Shelf, *, is_over: bool) -> None:
    talks = (
        Contribution.objects.filter(session__event=event)
        .exclude(abstract="")
        .select_related("session")
        .prefetch_related("speaker_links__person")
        .order_by("session__start", "position", "pk")
    )
    made = Paper.objects.bulk_create(
        Paper(
            event=event,
            session=talk.session,
            contribution=talk,
            title=talk.title,
            abstract=talk.abstract,
            status=Paper.Status.PUBLISHED if is_over or place % 2 else Paper.Status.SUBMITTED,
            embargo_until=None if is_over else datetime.combine(event.start_date, time(), event.tz),
        )
        for place, talk in enumerate(talks)
    )
    subjects = {session.pk: list(session.themes.all()) for session in sessions.values()}
    general = list(event.themes.all())[:2]
    for paper in made:
        paper.themes.set(subjects.get(paper.session_id) or general)
    authors = {paper: [link.person for link in paper.contribution.speaker_links.all()] for paper in made}
    PaperAuthor.objects.bulk_create(
        PaperAuthor(paper=paper, person=person, position=position)
        for paper, people in authors.items()
        for position, person in enumerate(people)
    )
    PaperVersion.objects.bulk_create(
        version_of(paper, ", ".join(person.name for person in people)) for paper, people in authors.items()
    )


def version_of(paper: Paper, authors: str) -> PaperVersion:
    content = one_page(paper.title, authors, paper.event.title, paper.abstract)
    version = PaperVersion(
        paper=paper,
        number=1,
        name=f"{paper.title[:80]}.pdf",
        media_type="application/pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    version.file.save("paper.pdf", ContentFile(content), save=False)
    return version
