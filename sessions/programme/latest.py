"""The newest release of an event with what was kept of it, in one query."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from cms.models import Event
from sessions.exporters import EXPORTERS, file_of, kept_language
from sessions.models import Release, ReleaseFile


@dataclass(frozen=True, slots=True)
class Latest:
    """`kept` has the contents by name of exporter; the release's own programme is large, and only read when used."""

    release: Release
    language: str
    kept: dict[str, bytes]

    def content(self, name: str) -> bytes:
        """Made now where it was not kept."""
        return self.kept.get(name) or bytes(file_of(self.release.pk, EXPORTERS[name], self.language).content)


def read_latest(event: Event, *names: str, language: str, whole: bool = False) -> Latest | None:
    """With its outline and what the exporters `names` made in `language`; `whole`: with the programme too."""
    names = ("outline", *names)
    contents = {f"kept_{name}": Subquery(_kept(name, language)) for name in names}
    releases = Release.objects.filter(event=event).annotate(**contents).order_by("-number")
    release = (releases if whole else releases.defer("programme")).first()
    if release is None:
        return None
    found = {name: getattr(release, f"kept_{name}") for name in names}
    return Latest(release, language, {name: bytes(content) for name, content in found.items() if content})


def _kept(name: str, language: str):
    exporter = EXPORTERS[name]
    wanted = {"exporter": exporter.kept_as, "language": kept_language(exporter, language)}
    return ReleaseFile.objects.filter(release=OuterRef("pk"), **wanted).values("content")[:1]
