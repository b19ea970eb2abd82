"""The words of documents in the languages of the United Nations: `locale/*/LC_MESSAGES/django.po`.

What is compiled of them is kept beside them, so that an installation needs no tools of gettext.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from django.conf import settings


def sources() -> Iterator[Path]:
    for root in settings.LOCALE_PATHS:
        yield from sorted(Path(root).glob("*/LC_MESSAGES/django.po"))


def compiled(source: Path) -> bytes:
    """The catalogue that Django reads of a file of translations."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    target = BytesIO()
    with source.open("rb") as file:
        write_mo(target, read_po(file))
    return target.getvalue()
