"""What experts are found by: an entry for each audience, of the fields that it may read."""

from collections.abc import Iterable, Iterator

from django.core.cache import cache
from django.db.models import F
from django.utils import timezone

from cms.full_text import comparable
from cms.models import Theme
from participants.models import ExpertEntry, ExpertProfile
from participants.models.experts import Audience

from .fields import fields_for

BATCH = 500
EVERY = 3600  # seconds
GROUPS = ("sids", "ldc", "lldc")


def index_experts(ids: Iterable[int]) -> int:
    """Makes the entries of these people anew; how many people have some now."""
    wanted = sorted(set(ids))
    parents = dict(Theme.objects.exclude(parent=None).values_list("slug", "parent__slug"))
    profiles = list(_read(ExpertProfile.objects.filter(person__in=wanted)))
    ExpertEntry.objects.filter(person__in=wanted).delete()
    made = [entry for profile in profiles for entry in _entries(profile, parents)]
    ExpertEntry.objects.bulk_create(made, batch_size=BATCH)
    ExpertProfile.objects.filter(person__in=wanted).update(indexed_at=timezone.now())
    return len({entry.person_id for entry in made})


def index_changed() -> int:
    """Once an hour: those whose record changed since, by whatever way; how many."""
    if not cache.add("directory", 1, EVERY):
        return 0
    newer = ExpertProfile.objects.filter(person__updated_at__gt=F("indexed_at"))
    return index_experts(newer.values_list("person", flat=True)[: 2 * BATCH])


def index_all() -> int:
    ids = list(ExpertProfile.objects.order_by("pk").values_list("person", flat=True))
    return sum(index_experts(ids[start : start + BATCH]) for start in range(0, len(ids), BATCH))


def _read(profiles: Iterable[ExpertProfile]) -> Iterable[ExpertProfile]:
    found = profiles.select_related("person__country")  # type: ignore[attr-defined]
    return found.prefetch_related(
        "expertise", "publications", "person__affiliations__organization", "person__other_names"
    )


def _entries(profile: ExpertProfile, parents: dict[str, str]) -> Iterator[ExpertEntry]:
    audiences = Audience.values if profile.is_listed else [Audience.SECRETARIAT]
    person = profile.person
    heading = comparable(person.sort_name or person.name)[:200]
    for audience in audiences:
        fields = fields_for(profile, audience)
        words = comparable("\n".join(_texts(profile, fields)))
        codes = " ".join(sorted(set(_codes(profile, fields, parents))))
        yield ExpertEntry(person=person, audience=audience, heading=heading, words=words, facets=codes)


def _texts(profile: ExpertProfile, fields: frozenset[str]) -> Iterator[str]:
    person = profile.person
    yield from (person.name, *(name.name for name in person.other_names.all()))
    if "expertise" in fields:
        yield from (theme.name for theme in profile.expertise.all())
    if "biography" in fields:
        yield person.biography
    if "publications" in fields:
        yield from (f"{each.title} {each.where}" for each in profile.publications.all())
    if "posts" in fields and (post := person.post_on(timezone.localdate())):
        yield f"{post.title} {post.unit} {post.institution}"
    if "country" in fields and person.country:
        yield person.country.name_en


def _codes(profile: ExpertProfile, fields: frozenset[str], parents: dict[str, str]) -> Iterator[str]:
    country = profile.person.country if "country" in fields else None
    if country:
        yield f"country:{country.code}"
        yield from (f"group:{group}" for group in GROUPS if getattr(country, group))
        yield f"area:{country.region.replace(' ', '_')}"
    if "expertise" in fields:
        yield from (f"theme:{slug}" for theme in profile.expertise.all() for slug in with_parents(theme.slug, parents))
    if "languages" in fields:
        yield from (f"language:{code}" for code in profile.languages)
    if "regions" in fields:
        yield from (f"region:{region.replace(' ', '_')}" for region in profile.regions)
    if "availability" in fields:
        yield f"availability:{profile.availability}"


def with_parents(slug: str, parents: dict[str, str]) -> Iterator[str]:
    """The theme, and all above it."""
    seen: set[str] = set()
    while slug and slug not in seen:
        yield slug
        seen.add(slug)
        slug = parents.get(slug, "")
