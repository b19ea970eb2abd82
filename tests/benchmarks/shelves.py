"""A library of 10,000 papers, a directory of 20,000 experts and a register of 20,000 recommendations."""

import random

from django.utils import timezone

from cms.models import Country, Event, Theme
from participants.directory import entries as directory
from participants.models import ExpertProfile, Person
from sessions.library import entries as library
from sessions.models import Paper, PaperAuthor, PaperVersion, Recommendation, Verb
from sessions.register import entries as register

PAPERS, EXPERTS, RECOMMENDATIONS = 10_000, 20_000, 20_000
LANGUAGES = ("en", "fr", "es", "ar", "ru")
BATCH = 1000
WORDS = [f"word{number}" for number in range(20_000)] + ["governance", "budget", "trust", "service"] * 200


def fill() -> None:
    """In bulk, with texts that share few words; twice it adds nothing."""
    if Paper.objects.count() >= PAPERS:
        return
    chance = random.Random(1)
    people = _add_people(chance)
    _add_papers(chance, people)
    _add_recommendations(chance)
    library.index_all()
    directory.index_all()
    register.index_all()


def _add_people(chance: random.Random) -> list[Person]:
    countries, themes = list(Country.objects.values_list("code", flat=True)), list(Theme.objects.all())
    people = Person.objects.bulk_create(
        (
            Person(
                name=f"Expert {number}",
                sort_name=f"Expert {number}",
                country_id=chance.choice(countries),
                biography=" ".join(chance.sample(WORDS, 40)),
                is_invented=True,
            )
            for number in range(EXPERTS)
        ),
        batch_size=BATCH,
    )
    readers = dict.fromkeys(ExpertProfile.FIELDS, "public")
    profiles = ExpertProfile.objects.bulk_create(
        (
            ExpertProfile(person=person, is_listed=True, languages=chance.sample(LANGUAGES, 2), audiences=readers)
            for person in people
        ),
        batch_size=BATCH,
    )
    knows = ExpertProfile.expertise.through
    knows.objects.bulk_create(
        (
            knows(expertprofile_id=profile.pk, theme_id=theme.pk)
            for profile in profiles
            for theme in chance.sample(themes, 2)
        ),
        batch_size=BATCH,
    )
    return people


def _add_papers(chance: random.Random, people: list[Person]) -> None:
    events, themes = list(Event.objects.listed()), list(Theme.objects.all())
    now = timezone.now()
    papers = Paper.objects.bulk_create(
        (
            Paper(
                event=chance.choice(events),
                title=" ".join(chance.sample(WORDS, 6)),
                abstract=" ".join(chance.sample(WORDS, 80)),
                language=chance.choice(LANGUAGES),
                status=Paper.Status.PUBLISHED,
                published_at=now,
            )
            for _ in range(PAPERS)
        ),
        batch_size=BATCH,
    )
    PaperAuthor.objects.bulk_create(
        (PaperAuthor(paper=paper, person=chance.choice(people)) for paper in papers), batch_size=BATCH
    )
    facts = {"number": 1, "name": "a.pdf", "media_type": "application/pdf", "size": 10, "sha256": "0" * 64}
    PaperVersion.objects.bulk_create(
        (
            PaperVersion(paper=paper, file="papers/none.pdf", text=" ".join(chance.choices(WORDS, k=800)), **facts)
            for paper in papers
        ),
        batch_size=BATCH,
    )
    about = Paper.themes.through
    about.objects.bulk_create(
        (about(paper_id=paper.pk, theme_id=chance.choice(themes).pk) for paper in papers), batch_size=BATCH
    )


def _add_recommendations(chance: random.Random) -> None:
    """With numbers that no session of the demonstration reaches."""
    events = list(Event.objects.listed())
    Recommendation.objects.bulk_create(
        (
            Recommendation(
                event=chance.choice(events),
                number=100_000 + number,
                verb=chance.choice(Verb.values),
                text=" ".join(chance.sample(WORDS, 18)),
                status=Recommendation.Status.ADOPTED,
            )
            for number in range(RECOMMENDATIONS)
        ),
        batch_size=BATCH,
    )
