from functools import lru_cache

from django.utils.translation import get_language

from cms.models import Country


def country_choices() -> list[tuple[str, str]]:
    """Codes and names in the language shown, by name."""
    return _in(get_language() or "en")


@lru_cache(maxsize=8)
def _in(language: str) -> list[tuple[str, str]]:
    """Countries come with migrations, so a worker reads them once for each language."""
    return sorted(((row.code, row.name_in(language)) for row in Country.objects.all()), key=lambda pair: pair[1])
