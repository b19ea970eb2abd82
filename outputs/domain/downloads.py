"""How often the files of a document are fetched."""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone

from outputs.models import DownloadCount, Output


def count_download(output: Output, format: str) -> None:
    """One more of today's (UTC). One statement, two for the first of a day; neither renews the pages that are kept."""
    day = timezone.now().date()
    today = DownloadCount.objects.filter(output=output, format=format, day=day)
    if not today.update(count=F("count") + 1):
        DownloadCount.objects.bulk_create([DownloadCount(output=output, format=format, day=day)], ignore_conflicts=True)
        today.update(count=F("count") + 1)
