"""Profiles of experts, who is listed with what, and a shortlist for the meeting that lies ahead."""

from datetime import timedelta
from itertools import cycle, islice

from django.utils import timezone

from cms.models import Event
from events_site.demo import facts
from events_site.demo.facts import UPCOMING
from participants.directory.entries import index_all
from participants.domain.experts import region_choices
from participants.models import ExpertProfile, Person, Publication, Shortlist, ShortlistEntry

from .shelf import Shelf

FRENCH = {"BE", "CA", "KM", "MU", "CH", "CM", "DZ", "MA", "MG", "NE", "RW", "SN", "TN", "LC"}
SPANISH = {"AR", "BO", "CO", "ES", "PE", "UY", "TT"}
ARABIC = {"BH", "DZ", "EG", "JO", "MA", "PS", "TN"}
RUSSIAN = {"AM", "GE", "KZ", "LT", "MN", "RU", "UZ"}
TONGUES = (("fr", FRENCH), ("es", SPANISH), ("ar", ARABIC), ("ru", RUSSIAN))
BOOKS = (
    ("Counters without walls", "Journal of Public Services", 2012),
    ("Who is not in the register", "Working papers on inclusion", 2019),
    ("What a form costs those who fill it in", "Administration Quarterly", 2021),
)
READERS = {
    **dict.fromkeys(("country", "posts", "expertise", "languages", "publications"), "public"),
    **dict.fromkeys(("regions", "biography"), "networks"),
    "availability": "secretariat",
}
ALWAYS = ("eleni.karavia", "oriane.beaulacroix", "saidou.mbaekoli")
WISHED = ("WS", "FJ", "TO", "KI", "MV", "TT")


def add(shelf: Shelf) -> None:
    """For three of four people who know something, in the order of their keys; whoever has a profile keeps it."""
    able = [key for key in sorted(shelf.people) if facts.people()[key].expertise]
    people = {shelf.people[key]: key for place, key in enumerate(able) if place % 4 != 3 or key in ALWAYS}
    there = set(ExpertProfile.objects.values_list("person", flat=True))
    new = [person for person in people if person.pk not in there]
    if not new:
        return
    regions = dict(Person.objects.filter(pk__in=[p.pk for p in new]).values_list("pk", "country__subregion"))
    known = {name for name, _label in region_choices()}
    profiles = ExpertProfile.objects.bulk_create(_profile(person, regions[person.pk], known) for person in new)
    for profile in profiles:
        profile.expertise.set(shelf.themes[slug] for slug in facts.people()[people[profile.person]].expertise)
    Publication.objects.bulk_create(
        Publication(profile=profile, title=title, where=where, year=year)
        for profile, (title, where, year) in zip(profiles[::4], cycle(BOOKS), strict=False)
    )
    index_all()
    _add_shortlist(new)


def _profile(person: Person, region: str, known: set[str]) -> ExpertProfile:
    spoken = [code for code, countries in TONGUES if person.country_id in countries]
    today = timezone.localdate()
    return ExpertProfile(
        person=person,
        is_listed=True,
        listed_at=timezone.now(),
        languages=["en", *spoken],
        regions=[region] if region in known else [],
        audiences=READERS,
        confirmed_on=today - timedelta(days=person.pk % 300),
    )


def _add_shortlist(people: list[Person]) -> None:
    event = Event.objects.filter(slug=UPCOMING).first()
    if event is None:
        return
    shortlist = Shortlist.objects.create(event=event, name="Speakers from islands")
    islanders = [person for person in people if person.country_id in WISHED]
    ShortlistEntry.objects.bulk_create(
        ShortlistEntry(
            shortlist=shortlist,
            person=person,
            position=place,
            reasons=[f"{person.country} is a small island developing State"],
            note="Asked about travel in spring." if place == 0 else "",
        )
        for place, person in enumerate(islice(islanders, 4))
    )
