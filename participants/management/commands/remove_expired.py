"""Removes answers, files, drafts and copies of data whose time is up, for places that run it by a timer."""

from django.core.management.base import BaseCommand

from participants.domain.privacy.retention import remove_expired


class Command(BaseCommand):
    help = "Removes what is kept no longer. `manage.py serve` does it once a day by itself; twice does no harm."

    def handle(self, *args, **options):
        self.stdout.write(f"{remove_expired()} removed.")
