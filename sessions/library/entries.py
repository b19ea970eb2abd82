"""What papers are found by: made when they are published, and again when something they are made of changes."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.core.cache import cache
from django.db.models import F, Q
from django.utils import timezone

from cms.full_text import comparable
from cms.models import Theme
from sessions.models import LibraryEntry, Paper, PaperAuthor

BATCH = 200
EVERY = 3600  # seconds


def index_papers(ids: Iterable[int]) -> int:
    """Makes the entries of those of the papers that are published, removes those of others; how many were made."""
    wanted = sorted(set(ids))
    published = Paper.objects.filter(pk__in=wanted, status=Paper.Status.PUBLISHED)
    made = [_entry(paper, parents) for parents in [parents_of_themes()] for paper in _read(published)]
    LibraryEntry.objects.filter(paper__in=wanted).exclude(paper__in=[entry.paper_id for entry in made]).delete()
    fields = ["heading", "words", "facets", "since", "made_at"]
    LibraryEntry.objects.bulk_create(made, update_conflicts=True, unique_fields=["paper"], update_fields=fields)
    return len(made)


def index_all() -> int:
    """Every published paper, in batches."""
    ids = list(Paper.objects.filter(status=Paper.Status.PUBLISHED).order_by("pk").values_list("pk", flat=True))
    return sum(index_papers(ids[start : start + BATCH]) for start in range(0, len(ids), BATCH))


def index_changed() -> int:
    """Once an hour: papers whose authors, event or files changed since; those that were written in bulk; how many."""
    if not cache.add("library", 1, EVERY):
        return 0
    return index_papers(stale_papers()[: 5 * BATCH])


def stale_papers() -> list[int]:
    """Ids of those published whose entry is missing, or older than what it is made of."""
    published = Paper.objects.filter(status=Paper.Status.PUBLISHED)
    since = F("library_entry__made_at") + timedelta(seconds=1)
    newer = Q(authors__person__updated_at__gt=since) | Q(event__updated_at__gt=since) | Q(updated_at__gt=since)
    stale = published.filter(Q(library_entry__isnull=True) | newer).values_list("pk", flat=True).distinct()
    gone = LibraryEntry.objects.exclude(paper__status=Paper.Status.PUBLISHED).values_list("paper", flat=True)
    return [*stale, *gone]


def _read(papers: Iterable[Paper]) -> Iterable[Paper]:
    found = papers.select_related("event")  # type: ignore[attr-defined]
    return found.prefetch_related("themes", "authors__person", "versions")


def _entry(paper: Paper, parents: dict[str, str]) -> LibraryEntry:
    authors = [each.person for each in paper.authors.all() if each.answer != PaperAuthor.Answer.DECLINED]
    files = paper.files_in_force()
    names = [paper.title, *(person.name for person in authors)]
    themes = [theme.name for theme in paper.themes.all()]
    texts = [*names, *themes, paper.event.title, paper.abstract, *(version.text for version in files)]
    codes = {
        *(f"theme:{slug}" for theme in paper.themes.all() for slug in with_parents(theme.slug, parents)),
        *(f"country:{person.country_id}" for person in authors if person.country_id),
        *(f"kind:{version.kind}" for version in files),
        *(f"language:{code}" for code in (paper.language, *(version.language for version in files))),
        f"event:{paper.event_id}",
        f"year:{paper.event.start_date.year}",
    }
    return LibraryEntry(
        paper=paper,
        heading=comparable(" ".join(names)),
        words=comparable("\n".join(texts)),
        facets=" ".join(sorted(codes)),
        since=paper.published_at or paper.created_at,
        made_at=timezone.now(),
    )


def parents_of_themes() -> dict[str, str]:
    """The slug of each theme's parent."""
    return dict(Theme.objects.exclude(parent=None).values_list("slug", "parent__slug"))


def with_parents(slug: str, parents: dict[str, str]) -> Iterator[str]:
    """The theme, and all above it."""
    seen: set[str] = set()
    while slug and slug not in seen:
        yield slug
        seen.add(slug)
        slug = parents.get(slug, "")
