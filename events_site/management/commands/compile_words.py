"""Compiles the translations of `locale/` after they were changed."""

from typing import Any

from django.core.management.base import BaseCommand

from events_site.catalogues import compiled, sources


class Command(BaseCommand):
    help = "Compiles locale/*/LC_MESSAGES/django.po, without the tools of gettext."

    def handle(self, *args: Any, **options: Any) -> None:
        for source in sources():
            source.with_suffix(".mo").write_bytes(compiled(source))
            self.stdout.write(str(source.with_suffix(".mo")))
