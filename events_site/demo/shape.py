"""The forms in which the facts of the demonstration are written."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Institution:
    name: str
    kind: str  # a value of cms.models.Organization.Kind
    country: str = ""  # ISO code of two letters
    acronym: str = ""


@dataclass(frozen=True)
class Post:
    """What somebody is, where, and when; an open end means still."""

    title: str
    institution: str  # a key of facts/institutions.toml
    unit: str = ""
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class Person:
    key: str
    honorific: str
    given: str
    family: str
    country: str
    posts: tuple[Post, ...]
    native: str = ""  # the name in its own script
    gender: str = ""  # f, m, or not stated
    expertise: tuple[str, ...] = ()  # slugs of themes


@dataclass(frozen=True)
class Talk:
    """A contribution. One with an abstract has a paper, too."""

    title: str
    speakers: tuple[str, ...]
    minutes: int = 15
    abstract: str = ""


@dataclass(frozen=True)
class Entry:
    """Something captured in a session. Without a person it is not attributed."""

    kind: str  # a value of event_sessions.RecordEntry.Kind
    text: str
    consensus: str = "agreed"  # agreed, general, majority, some, one
    person: str = ""


@dataclass(frozen=True)
class Advice:
    """A recommendation: `call` is the operative verb, `text` the act asked for, from its infinitive on."""

    ref: str
    call: str  # a value of event_sessions.Verb
    text: str
    to: tuple[str, ...]  # keys of lists.ADDRESSEES
    consensus: str = "agreed"
    themes: tuple[str, ...] = ()
    sdg: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    note: str = ""
    follows: str = ""  # ref of an earlier recommendation that this one follows up


@dataclass(frozen=True)
class Sitting:
    """A session. `day` counts from 1, `start` is the wall clock at the place of the event."""

    key: str
    day: int
    start: str
    minutes: int
    title: str
    kind: str  # a slug of sessions.kinds
    room: str = ""
    about: str = ""
    number: str = ""
    chair: str = ""
    moderators: tuple[str, ...] = ()
    rapporteurs: tuple[str, ...] = ()
    talks: tuple[Talk, ...] = ()
    record: tuple[Entry, ...] = ()
    advice: tuple[Advice, ...] = ()
    themes: tuple[str, ...] = ()
    key_message: str = ""
    serves: tuple[int, ...] = ()  # objectives, counted from 1
    sign_up: int | None = None  # places for which participants sign up
    moved_from: str = ""  # its start in the release before the last


@dataclass(frozen=True)
class AgendaPoint:
    """An item of the agenda, and the keys of the sittings that deal with it."""

    title: str
    annotation: str = ""
    documents: tuple[str, ...] = ()
    sittings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Point:
    """A point of a communiqué and the recommendations that it is made from; its text in other languages, too."""

    text: str
    sources: tuple[str, ...]
    wordings: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    city: str
    country: str
    name: str = ""
    building: str = ""
    room: str = ""
    floor: str = ""
    address: str = ""


@dataclass(frozen=True)
class Focal:
    """A contact printed on the page of an event."""

    name: str
    title: str
    unit: str
    email: str


@dataclass(frozen=True)
class Attendee:
    person: str
    category: str  # a key of lists.CATEGORIES
    role: str = ""  # printed in brackets
    rank: int = 100
    waits: bool = False  # for approval
    in_line: bool = False  # on the waiting list, in the order in which they stand


@dataclass(frozen=True)
class Winner:
    category: str
    institution: str
    initiative: str
    country: str


@dataclass(frozen=True)
class Meeting:
    """An event. The texts are paragraphs, in the order of an aide-memoire.

    A paragraph that begins with "# " is a heading; one that begins with "> " a quotation, its source after " | ".
    """

    slug: str
    title: str
    kind: str  # the slug of a kind of event
    first: date
    last: date
    timezone: str
    place: Place
    organizers: tuple[tuple[str, str], ...]  # (institution, organizer | co_organizer | host | partner)
    short_title: str = ""
    lede: str = ""
    theme: str = ""
    goal: str = ""
    themes: tuple[str, ...] = ()
    sdg: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)
    parent: str = ""
    outside_parent: str = ""
    series: str = ""
    edition: int | None = None
    roman: bool = False
    symbol: str = ""
    places: int | None = None
    quotas: tuple[tuple[str, int], ...] = ()  # (category, places)
    approval: bool = True
    expected: str = ""
    people: int | None = None
    people_precision: str = "exact"
    states: int | None = None
    states_precision: str = "exact"
    objectives: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()  # people in the programme; those not named have confirmed
    unanswered: tuple[str, ...] = ()
    background: tuple[str, ...] = ()
    expected_output: tuple[str, ...] = ()
    programme: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    organization: tuple[str, ...] = ()
    venue_note: tuple[str, ...] = ()
    contacts: tuple[Focal, ...] = ()
    rooms: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()  # (topic of cms.models.PracticalNote, text)
    agenda: tuple[AgendaPoint, ...] = ()
    sittings: tuple[Sitting, ...] = ()
    attendees: tuple[Attendee, ...] = ()
    points: tuple[Point, ...] = ()  # of the communiqué, adopted in the last session that has a chair
    host: tuple[str, ...] = ()
    workshops: tuple[str, ...] = ()
    awards: tuple[str, ...] = ()
    outcome: tuple[str, ...] = ()
    winners: tuple[Winner, ...] = ()
