"""Loads the demonstration; what is there already stays as it is."""

import time

from django.core.management.base import BaseCommand
from django.utils import timezone

from events_site.demo.loading import SIZES, load


class Command(BaseCommand):
    help = "Loads the demonstration. Loading twice changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--size", choices=SIZES, default="demo", help="small: for tests; load: for benchmarks")

    def handle(self, *args, **options):
        began = time.monotonic()
        added = load(options["size"], today=timezone.now().date())
        if options["verbosity"]:
            self.stdout.write(f"{len(added)} events added in {time.monotonic() - began:.1f} s")
