"""The words of documents in the languages of the United Nations: `locale/*/LC_MESSAGES/django.po`.

What is compiled of them is kept beside them, so that an installation needs no tools of gettext.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from django.conf import settings

UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


def sources() -> Iterator[Path]:
    for root in settings.LOCALE_PATHS:
        yield from sorted(Path(root).glob("*/LC_MESSAGES/django.po"))


def compiled(source: Path) -> bytes:
    """The catalogue that Django reads of a file of translations: the same bytes for the same file."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    target = BytesIO()
    with source.open("rb") as file:
        catalogue = read_po(file)
    catalogue.creation_date = catalogue.revision_date = UNDATED
    write_mo(target, catalogue)
    return target.getvalue()
