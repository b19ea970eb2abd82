"""The languages of the site: what each is called, and one page's address in another."""

from functools import cache

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import get_language_from_path, get_language_info


def without_language(path: str) -> str:
    here = get_language_from_path(path)
    return path.removeprefix(f"/{here}") if here else path


@cache
def languages() -> list[dict[str, str]]:
    """How each is called by those who speak it; the default one has no prefix (see `i18n_patterns` in urls.py).

    What has no prefix in any language, such as the back office, does not show these links.
    """
    return [_language(code) for code, _name in settings.LANGUAGES]


def _language(code: str) -> dict[str, str]:
    info = get_language_info(code)
    prefix = "" if code == settings.LANGUAGE_CODE else f"/{code}"
    direction = "rtl" if info["bidi"] else "ltr"
    return {"code": code, "name": capfirst(info["name_local"]), "dir": direction, "prefix": prefix}
