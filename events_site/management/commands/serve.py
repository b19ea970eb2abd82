"""The web server and the background worker, until stopped."""

from django.core.management.base import BaseCommand, CommandError

from events_site.health import pending_migrations
from events_site.supervisor import KeepsFailing, Supervisor


class Command(BaseCommand):
    help = "Runs the web server (HOST, PORT) and the background worker until stopped, and restarts what dies."

    def handle(self, *args, **options):
        if pending_migrations():
            raise CommandError("The database is not up to date. First run: manage.py migrate")
        try:
            with Supervisor() as supervisor:
                supervisor.watch()
        except KeepsFailing as failure:
            raise CommandError(str(failure)) from failure
