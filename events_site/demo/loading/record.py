"""What was captured in the sessions, the recommendations, and where they came from."""

from itertools import count

from cms.models import Event
from events_site.demo.shape import Advice, Meeting
from sessions.models import (
    Consensus,
    ContributionSpeaker,
    Lineage,
    Recommendation,
    RecommendationAddressee,
    RecordEntry,
    Session,
    Verb,
    Wording,
)

from .shelf import Shelf

COMMUNIQUE = "communique"  # the key of the session that hears the points of a communiqué
BEING_REPORTED = frozenset({"public-service-forum-2014"})  # adopted with the communiqué and the report


def add(event: Event, meeting: Meeting, sessions: dict[str, Session], shelf: Shelf, *, is_over: bool) -> None:
    _add_entries(meeting, sessions, shelf)
    advice = [(sitting.key, found) for sitting in meeting.sittings for found in sitting.advice]
    advice += [(COMMUNIQUE, _as_advice(place, meeting)) for place in range(len(meeting.points))]
    _add_recommendations(event, advice, sessions, shelf)
    _add_lineage(meeting, advice, shelf)
    _add_wordings(meeting, shelf)
    if is_over:
        Session.objects.filter(event=event).update(record_state=Session.RecordState.CLEARED)


def _add_entries(meeting: Meeting, sessions: dict[str, Session], shelf: Shelf) -> None:
    links = ContributionSpeaker.objects.filter(contribution__session__in=sessions.values())
    by_speaker = {
        (link.contribution.session_id, link.person_id): link.contribution
        for link in links.select_related("contribution")
    }
    RecordEntry.objects.bulk_create(
        RecordEntry(
            session=sessions[sitting.key],
            contribution=by_speaker.get((sessions[sitting.key].pk, speaker.pk)) if speaker else None,
            kind=entry.kind,
            text=entry.text,
            consensus="" if entry.kind == RecordEntry.Kind.SUMMARY else entry.consensus,
            speaker=speaker,
            position=position,
        )
        for sitting in meeting.sittings
        for position, entry in enumerate(sitting.record)
        for speaker in [shelf.people.get(entry.person)]
    )


def _as_advice(place: int, meeting: Meeting) -> Advice:
    text = meeting.points[place].text
    return Advice(_ref(place, meeting), Verb.RECOMMENDS, text, ("states",), Consensus.AGREED)


def _ref(place: int, meeting: Meeting) -> str:
    return f"{meeting.slug}/{place}"


def _add_recommendations(
    event: Event, advice: list[tuple[str, Advice]], sessions: dict[str, Session], shelf: Shelf
) -> None:
    captured = event.slug in BEING_REPORTED
    numbers = count(1)
    made = Recommendation.objects.bulk_create(
        Recommendation(
            event=event,
            session=sessions[key],
            number=next(numbers),
            verb=found.call,
            text=_continued(found),
            consensus=found.consensus,
            source=found.note,
            concerned_groups=", ".join(found.groups),
            status=Recommendation.Status.CAPTURED if captured else Recommendation.Status.ADOPTED,
            position=position,
        )
        for position, (key, found) in enumerate(advice)
    )
    _add_links([(row, found) for row, (_, found) in zip(made, advice, strict=True)], shelf)


def _continued(advice: Advice) -> str:
    """The text as it goes on after the verb and the addressee: "recommends that X do", but "invites X to do"."""
    return f"{advice.text}." if advice.call == Verb.RECOMMENDS else f"to {advice.text}."


def _add_links(rows: list[tuple[Recommendation, Advice]], shelf: Shelf) -> None:
    shelf.recommendations |= {found.ref: row for row, found in rows}
    RecommendationAddressee.objects.bulk_create(
        RecommendationAddressee(
            recommendation=row,
            addressee=shelf.addressees[key],
            part=RecommendationAddressee.Part.SUPPORT if place else RecommendationAddressee.Part.LEAD,
        )
        for row, found in rows
        for place, key in enumerate(found.to)
    )
    about = Recommendation.mechanisms.through
    about.objects.bulk_create(
        about(recommendation=row, mechanism=shelf.mechanisms[slug])
        for row, found in rows
        for slug in found.themes
        if slug in shelf.mechanisms
    )
    themes, targets = Recommendation.themes.through, Recommendation.sdg_targets.through
    themes.objects.bulk_create(
        themes(recommendation=row, theme=shelf.themes[slug]) for row, found in rows for slug in found.themes
    )
    targets.objects.bulk_create(
        targets(recommendation=row, sdgtarget_id=code) for row, found in rows for code in found.sdg
    )


def _add_wordings(meeting: Meeting, shelf: Shelf) -> None:
    Wording.objects.bulk_create(
        Wording(recommendation=shelf.recommendations[_ref(place, meeting)], language=language, text=text)
        for place, point in enumerate(meeting.points)
        for language, text in point.wordings.items()
    )


def _add_lineage(meeting: Meeting, advice: list[tuple[str, Advice]], shelf: Shelf) -> None:
    known = shelf.recommendations
    merged = [
        (_ref(place, meeting), source, Lineage.Kind.MERGED_FROM)
        for place, point in enumerate(meeting.points)
        for source in point.sources
    ]
    followed = [(found.ref, found.follows, Lineage.Kind.FOLLOW_UP_OF) for _, found in advice if found.follows in known]
    Lineage.objects.bulk_create(
        Lineage(child=known[child], parent=known[parent], kind=kind) for child, parent, kind in merged + followed
    )
