from functools import lru_cache

from django.utils.translation import get_language

from cms.models import Country


def country_choices() -> list[tuple[str, str]]:
    """Codes and names in the language shown, in the order of its alphabet."""
    return _in(get_language() or "en")


@lru_cache(maxsize=8)
def _in(language: str) -> list[tuple[str, str]]:
    """Names come with migrations, so a worker reads them once for each language."""
    return [(row.code, row.name_in(language)) for row in Country.objects.in_order_of(language)]
