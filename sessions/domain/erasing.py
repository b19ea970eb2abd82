"""What the programme, papers and the record forget of an erased person; see `participants.erasing`.

A published paper stays with its title and file, by "Erased person". One by them alone that was never published is
withdrawn and emptied; one with other authors is theirs, too, and stays. Parts in sessions to come are declined, so that
the organisers are warned; parts in past ones stay under the number.
"""

from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms.models import EventLogEntry
from participants.erasing import Gone, delete_on_commit
from sessions.domain.papers import withdraw_paper
from sessions.models import (
    Attribution,
    CalendarKey,
    Card,
    Confirmation,
    Conflict,
    ContributionSpeaker,
    Dot,
    Paper,
    PaperVersion,
    Recommendation,
    RecordEntry,
    Review,
    Reviewer,
    SessionRole,
    SessionStar,
    Submission,
    TypedLine,
)


def erase_speaker(gone: Gone) -> None:
    _decline_parts(gone)
    _withdraw_papers(gone)
    _leave_reviews(gone)
    for model in (Recommendation, RecordEntry):
        model.proposers.through.objects.filter(person=gone.person).delete()
    Attribution.objects.filter(person=gone.person).delete()
    Submission.objects.filter(person=gone.person).delete()
    Card.objects.filter(person=gone.person).delete()
    Dot.objects.filter(person=gone.person).delete()
    if gone.user:
        TypedLine.objects.filter(by=gone.user, finished_at=None).delete()
        SessionStar.objects.filter(user=gone.user).delete()
        CalendarKey.objects.filter(user=gone.user).delete()


def issued_text() -> dict[str, Any]:
    issued = _("as released")
    return {"event_sessions.Release": issued, "event_sessions.ReleaseFile": issued}


def _decline_parts(gone: Gone) -> None:
    today = timezone.now().date()
    roles = SessionRole.objects.filter(person=gone.person, session__event__end_date__gte=today)
    talks = ContributionSpeaker.objects.filter(person=gone.person, contribution__session__event__end_date__gte=today)
    for parts in (roles, talks):
        parts.model.objects.filter(pk__in=list(parts.values_list("pk", flat=True))).update(
            confirmation=Confirmation.DECLINED
        )


def _withdraw_papers(gone: Gone) -> None:
    own = Paper.objects.filter(authors__person=gone.person).values("pk")
    papers = Paper.objects.filter(pk__in=own).annotate(writers=Count("authors")).select_related("event")
    for paper in papers.filter(writers=1).exclude(status=Paper.Status.PUBLISHED):
        withdraw_paper(paper, by=None)
        _empty(paper)
    mine = Q(paper__in=papers.filter(writers=1).values("pk"))
    if gone.user:
        mine |= Q(uploaded_by=gone.user)
    for version in PaperVersion.objects.filter(mine):
        PaperVersion.objects.filter(pk=version.pk).update(name=f"paper{PurePosixPath(version.name).suffix}", note="")


def _leave_reviews(gone: Gone) -> None:
    """What was sent stays, by somebody without a name; nothing more is asked of them."""
    own = Review.objects.filter(reviewer__person=gone.person)
    own.filter(state__in=[Review.State.ASKED, Review.State.DRAFT, Review.State.TAKEN_BACK]).delete()
    own.update(note="")
    Conflict.objects.filter(person=gone.person).delete()
    Reviewer.objects.filter(person=gone.person, reviews=None).delete()
    for reviewer in Reviewer.objects.filter(person=gone.person):
        reviewer.themes.clear()
    Reviewer.objects.filter(person=gone.person).update(is_active=False)


def _empty(paper: Paper) -> None:
    delete_on_commit(version.file for version in paper.versions.all())
    paper.versions.all().delete()
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Withdrawn paper")
    Paper.objects.filter(pk=paper.pk).update(title=title, abstract="", reason="")
    paper_type = ContentType.objects.get_for_model(Paper)
    told = EventLogEntry.objects.filter(content_type=paper_type, object_id=str(paper.pk))
    told.update(label=title, words=title, data={})
