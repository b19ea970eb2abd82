"""The newest release of an event with what was kept of it, in one query."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import get_language

from cms.models import Event
from cms.prepared import first, prepared
from sessions.exporters import EXPORTERS, file_of, kept_language
from sessions.models import Release, ReleaseFile, Session
from sessions.querysets import has_papers

from .draw import Drawn
from .tree import Programme


@dataclass(frozen=True, slots=True)
class Latest:
    """`release` comes without its large programme: see `programme`. `kept` has the contents by name of exporter."""

    release: Release
    language: str
    kept: dict[str, bytes]

    def content(self, name: str) -> bytes:
        """Made now where it was not kept."""
        if name not in self.kept:
            self.kept[name] = bytes(file_of(self.release.pk, EXPORTERS[name], self.language).content)
        return self.kept[name]

    @property
    def programme(self) -> Programme:
        return _programme(self.release.pk, self.content("outline"))

    @property
    def drawn(self) -> Drawn:
        """The rows that were drawn in this process."""
        return _drawn(self.release.pk, str(self.release.released_at), self.language)


@lru_cache(maxsize=8)
def _drawn(release_id: int, released_at: str, language: str) -> Drawn:
    """Filled as rows are drawn; a release never changes, so they stay as they are."""
    return {}


@lru_cache(maxsize=8)
def _programme(release_id: int, outline: bytes) -> Programme:
    """A release never changes, so it is read once; the outline tells databases apart that use the same ids (tests)."""
    return Programme.from_json(Release.objects.values_list("programme", flat=True).get(pk=release_id))


def read_latest(event: Event, *names: str, language: str) -> Latest | None:
    """With its outline and what the exporters `names` made in `language`; None before the first release.

    Leaves with `event` whether it has published papers, where nobody has asked yet.
    """
    names = ("outline", *names)
    languages = [kept_language(EXPORTERS[name], language) for name in names]
    release: Release | None = first(_newest(names)(event.pk, timezone.now(), *languages))
    if release is None:
        return None
    if getattr(event, "has_papers", None) is None:
        event.has_papers = release.has_papers
    found = {name: getattr(release, f"kept_{name}") for name in names}
    return Latest(release, language, {name: bytes(content) for name, content in found.items() if content})


def is_released(session: Session) -> bool:
    """Whether visitors find it in the programme of its event, as that was last released."""
    latest = read_latest(session.event, language=get_language())
    return latest is not None and latest.programme.session(session.pk) is not None


@cache
def _newest(names: tuple[str, ...]) -> Callable[..., list[Release]]:
    """Finds the newest release of an event, with the files of the exporters `names` in a language for each."""

    @prepared
    def find(event: int, at: datetime, *languages: str) -> QuerySet[Release]:
        kept = zip(names, languages, strict=True)
        contents = {f"kept_{name}": Subquery(_kept(name, language)) for name, language in kept}
        contents["has_papers"] = has_papers(at, event)
        return Release.objects.filter(event=event).defer("programme").annotate(**contents).order_by("-number")[:1]

    return find


def _kept(name: str, language: str) -> QuerySet:
    files = ReleaseFile.objects.filter(release=OuterRef("pk"), exporter=EXPORTERS[name].kept_as, language=language)
    return files.values("content")[:1]
