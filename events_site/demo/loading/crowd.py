"""The event that the benchmarks measure: 4 days, 60 sessions, 240 contributions, 480 speakers, 1,800 registrations."""

from datetime import date, timedelta
from random import Random

from cms.domain.team import grant_role
from cms.models import Country, Event, Theme
from events_site.demo import lists
from events_site.demo.shape import Advice, Attendee, Entry, Institution, Meeting, Person, Place, Post, Sitting, Talk

from . import people
from .events import add_event
from .shelf import Shelf

SLUG = "load-event"
DAYS, ROOMS, STARTS = 4, 5, ("09:30", "11:30", "14:30")
TALKS, SPEAKERS, ADVICE = 4, 2, 5  # in a session, in a talk, in a session
REGISTRATIONS, STATES, INSTITUTIONS = 1800, 129, 150
WEEKS_AHEAD = 20

FIRST = ("Be", "Ca", "Da", "E", "Fa", "Ga", "Ha", "I", "Jo", "Ka", "La", "Ma", "Na", "O", "Pa", "Ra", "Sa", "Ta", "Zo")
LAST = ("bel", "dor", "fan", "gir", "han", "jin", "kar", "lin", "mos", "nar", "pel", "rin", "sol", "tan", "wen", "zin")
ACTS = ("publish", "simplify", "evaluate", "fund", "coordinate", "open", "protect", "teach", "measure", "share")
OBJECTS = (
    "procedures for permits", "registers of contracts", "local budgets", "services for rural districts",
    "training for officials", "data on public services", "audits of procurement", "consultations with young people",
    "networks of islands", "identity for all",
)  # fmt: skip
WAYS = ("within two years", "with civil society", "in plain language", "at every level", "by common standards")


def add(shelf: Shelf, today: date) -> list[str]:
    """Adds the event unless it is there; returns its slug where it was added."""
    if Event.objects.filter(slug=SLUG).exists():
        return []
    dice = Random(1)  # noqa: S311 -- the same event each time
    states = list(Country.objects.filter(member=True).order_by("code").values_list("code", flat=True)[:STATES])
    institutions = {f"load-{n}": _institution(n, states[n % STATES]) for n in range(INSTITUTIONS)}
    crowd = [_person(n, states[n % STATES], dice) for n in range(REGISTRATIONS)]
    people.add(shelf, institutions, crowd)
    event = add_event(_meeting(crowd, today, dice), shelf, today)
    organiser = shelf.people["paloma.irazabal"]
    organiser.refresh_from_db(fields=["user"])
    if organiser.user:
        grant_role(event, user=organiser.user, role="organiser", by=None)
    return [SLUG]


def _institution(number: int, country: str) -> Institution:
    return Institution(f"Institute {number + 1} of Public Affairs", "academia", country)


def _person(number: int, country: str, dice: Random) -> Person:
    given, family = (dice.choice(FIRST) + "".join(dice.choices(LAST, k=2)) for _ in range(2))
    post = Post("Adviser", f"load-{number % INSTITUTIONS}", start=date(2015, 1, 1))
    honorific, gender = dice.choice([("Ms.", "f"), ("Mr.", "m")])
    return Person(f"load.{number:04}", honorific, given, family, country, (post,), gender=gender)


def _meeting(crowd: list[Person], today: date, dice: Random) -> Meeting:
    first = today + timedelta(weeks=WEEKS_AHEAD)
    categories = [slug for slug, (*_, is_open) in lists.CATEGORIES.items() if is_open]
    themes = list(Theme.objects.order_by("slug").values_list("slug", flat=True))
    return Meeting(
        slug=SLUG,
        title="A forum as large as forums get",
        kind="forum",
        first=first,
        last=first + timedelta(days=DAYS - 1),
        timezone="Asia/Seoul",
        place=Place("Goyang", "KR", "Exhibition Centre"),
        organizers=(("dpidg", "organizer"),),
        lede="An invented event of the size that the benchmarks measure.",
        approval=False,
        places=5 * REGISTRATIONS,
        rooms=tuple(f"Room {number + 1}" for number in range(ROOMS)),
        sittings=tuple(_sittings(crowd, themes, dice)),
        attendees=tuple(Attendee(person.key, categories[n % len(categories)]) for n, person in enumerate(crowd)),
    )


def _sittings(crowd: list[Person], themes: list[str], dice: Random) -> list[Sitting]:
    slots = [(day, start, room) for day in range(1, DAYS + 1) for start in STARTS for room in range(1, ROOMS + 1)]
    return [_sitting(number, slot, crowd, themes, dice) for number, slot in enumerate(slots)]


def _sitting(number: int, slot: tuple[int, str, int], crowd: list[Person], themes: list[str], dice: Random) -> Sitting:
    day, start, room = slot
    speakers = [person.key for person in crowd[number * TALKS * SPEAKERS :][: TALKS * SPEAKERS]]
    talks = tuple(_talk(number, n, tuple(speakers[n * SPEAKERS :][:SPEAKERS])) for n in range(TALKS))
    return Sitting(
        f"load-{number}",
        day,
        start,
        90,
        f"Session {number + 1}: {OBJECTS[number % len(OBJECTS)]} {WAYS[number % len(WAYS)]}",
        "thematic",
        f"Room {room}",
        about="What was tried, what it cost and whom it reached.",
        chair=crowd[1000 + number].key,
        moderators=(crowd[1100 + number].key,),
        rapporteurs=(crowd[1200 + number].key,),
        talks=talks,
        record=tuple(_entry(n, key) for n, key in enumerate(speakers)),
        advice=tuple(_advice(number * ADVICE + n, themes, dice) for n in range(ADVICE)),
        themes=(themes[number % len(themes)],),
    )


def _talk(session: int, number: int, speakers: tuple[str, ...]) -> Talk:
    title = f"{OBJECTS[(session + number) % len(OBJECTS)].capitalize()} in practice, part {number + 1}"
    abstract = "A comparison of cases, with costs and results." if number == 0 else ""
    return Talk(title, speakers, 20, abstract)


def _entry(number: int, speaker: str) -> Entry:
    if number % 2:
        return Entry("view", f"Results depend on {OBJECTS[number % len(OBJECTS)]}.", "majority")
    return Entry("summary", f"The speaker compared {OBJECTS[number % len(OBJECTS)]} in six countries.", person=speaker)


def _advice(number: int, themes: list[str], dice: Random) -> Advice:
    act, what, way = ACTS[number % 10], OBJECTS[number // 10 % 10], WAYS[number // 100 % 5]
    call = dice.choice(["recommends", "encourages", "invites", "calls_upon", "requests"])
    to = dice.choice(list(lists.ADDRESSEES))
    return Advice(f"L{number}", call, f"{act} {what} {way}", (to,), "general", (dice.choice(themes),), ("16.6",))
