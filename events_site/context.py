from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language_from_path


def site(request: HttpRequest) -> dict[str, Any]:
    """What the base template needs; no query."""
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "language_links": [
            {"code": code, "name": name, "url": in_language(request.get_full_path(), code)}
            for code, name in settings.LANGUAGES
        ],
    }


def in_language(path: str, code: str) -> str:
    """The same page in another language: a prefix for each but the default one (see `i18n_patterns` in urls.py).

    What has no prefix in any language, such as the back office, does not show these links.
    """
    here = get_language_from_path(path)
    plain = path.removeprefix(f"/{here}") if here else path
    return plain if code == settings.LANGUAGE_CODE else f"/{code}{plain}"
