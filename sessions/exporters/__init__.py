"""The forms in which a programme goes out, each made once for a release and language, and kept."""

import hashlib
import logging
from importlib import import_module
from pkgutil import iter_modules
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone, translation

from sessions.models import Release, ReleaseFile
from sessions.programme.tree import Programme

from .base import Exporter

__all__ = ["EXPORTERS", "Exporter", "export", "file_of", "kept_language", "make_files"]

logger = logging.getLogger(__name__)


def _load() -> dict[str, Exporter]:
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__) if found.name != "base")
    return {module.EXPORTER.name: module.EXPORTER for module in modules}


EXPORTERS = _load()


def export(exporter: Exporter, programme: Programme, language: str) -> bytes:
    with translation.override(language), timezone.override(ZoneInfo(programme.timezone)):
        return exporter.export(programme, language)


def kept_language(exporter: Exporter, language: str) -> str:
    """Under which language the outcome is kept: the site's own for what no language changes, and for unknown ones."""
    known = exporter.is_translated and language in dict(settings.LANGUAGES)
    return language if known else settings.LANGUAGE_CODE


def file_of(release_id: int, exporter: Exporter, language: str) -> ReleaseFile:
    """The kept outcome, made now where nobody asked for it before: only then the release is read."""
    wanted = {"release_id": release_id, "exporter": exporter.kept_as, "language": kept_language(exporter, language)}
    kept = ReleaseFile.objects.filter(**wanted).first()
    return kept or make_file(Release.objects.get(pk=release_id), exporter, language)


def make_file(release: Release, exporter: Exporter, language: str) -> ReleaseFile:
    """Two who make the same file at once make the same bytes: the first row stays."""
    language = kept_language(exporter, language)
    content = export(exporter, Programme.from_json(release.programme), language)
    etag = hashlib.sha256(content).hexdigest()[:32]
    file = ReleaseFile(release=release, exporter=exporter.kept_as, language=language, content=content, etag=etag)
    ReleaseFile.objects.bulk_create([file], ignore_conflicts=True)
    return file


def make_files(release: Release) -> None:
    """Makes the files of a new release in the event's language; one that fails does not keep the others back."""
    for exporter in filter(lambda exporter: exporter.is_made_at_release, EXPORTERS.values()):
        try:
            make_file(release, exporter, release.programme["language"])
        except Exception:
            logger.exception("%s of release %s failed", exporter.name, release.pk)
