"""What recommendations are found by: made when they are written, and again when something they are made of changes."""

from collections.abc import Iterable
from datetime import timedelta

from django.core.cache import cache
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from cms.full_text import comparable
from sessions.library.entries import parents_of_themes, with_parents
from sessions.models import Recommendation, RegisterEntry, RegisterTerm

from .terms import terms_of

BATCH = 500
EVERY = 3600  # seconds


def index_recommendations(ids: Iterable[int]) -> int:
    """Makes entries and terms of these recommendations; how many."""
    rows = list(_read(Recommendation.objects.filter(pk__in=sorted(set(ids)))))
    parents = parents_of_themes()
    entries = [_entry(row, parents) for row in rows]
    fields = ["words", "facets", "made_at"]
    RegisterEntry.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=["recommendation"], update_fields=fields
    )
    RegisterTerm.objects.filter(recommendation__in=rows).delete()
    terms = [RegisterTerm(recommendation=row, term=term) for row in rows for term in terms_of(row.text)]
    RegisterTerm.objects.bulk_create(terms, batch_size=2000, ignore_conflicts=True)
    return len(rows)


def index_all() -> int:
    """Every recommendation, in batches."""
    ids = list(Recommendation.objects.order_by("pk").values_list("pk", flat=True))
    return sum(index_recommendations(ids[start : start + BATCH]) for start in range(0, len(ids), BATCH))


def index_changed() -> int:
    """Once an hour: those written in bulk, and those whose event changed since; how many."""
    if not cache.add("register", 1, EVERY):
        return 0
    return index_recommendations(list(stale()[:BATCH]))


def stale() -> QuerySet:
    """Ids of those whose entry is missing or older than what it is made of."""
    since = F("register_entry__made_at") + timedelta(seconds=1)
    newer = Q(event__updated_at__gt=since) | Q(updated_at__gt=since)
    return Recommendation.objects.filter(Q(register_entry=None) | newer).values_list("pk", flat=True).order_by("pk")


def _read(rows: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    return rows.for_documents().prefetch_related("wordings", "mechanisms")


def _entry(row: Recommendation, parents: dict[str, str]) -> RegisterEntry:
    addressees = [link.addressee for link in row.addressee_links.all()]
    themes = list(row.themes.all())
    texts = [row.text, row.get_verb_display(), row.concerned_groups, row.indicator, row.event.title]
    texts += [str(each) for each in (*addressees, *themes, *row.mechanisms.all(), *row.wordings.all())]
    codes = {
        *(f"theme:{slug}" for theme in themes for slug in with_parents(theme.slug, parents)),
        *(f"addressee:{each.pk}" for each in addressees),
        *(f"kind:{each.kind}" for each in addressees),
        *(f"goal:{target.goal}" for target in row.sdg_targets.all()),
        *(f"mechanism:{each.pk}" for each in row.mechanisms.all()),
        f"event:{row.event.slug}",
        f"year:{row.event.start_date.year}",
        f"verb:{row.verb}",
        f"consensus:{row.consensus}",
    }
    words = comparable("\n".join(map(str, texts)))
    return RegisterEntry(recommendation=row, words=words, facets=" ".join(sorted(codes)), made_at=timezone.now())
