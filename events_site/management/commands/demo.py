"""The demonstration: from an empty folder to a site with data and documents, and from there on the same site again."""

import gc
import os
import time

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from bootstrap.report import step
from events_site.demo.accounts import FORUM, SIGN_INS, UPCOMING
from events_site.health import pending_migrations
from events_site.supervisor import KeepsFailing, Supervisor
from outputs.models import Job, Rendition

DOCUMENTS = ("final_report", "communique")
PAGES = {
    "Home": "/",
    "The forum, with its communiqué": f"/events/{FORUM}/",
    "An event to register for": f"/events/{UPCOMING}/",
    "Back office": "/admin/",
}
COMPILE_SECONDS = 180


class Command(BaseCommand):
    help = "Prepares the demonstration where that is not done yet, then serves it (PORT, 8000 by default)."

    def handle(self, *args, **options):
        if pending_migrations():
            with step("database"):
                migrate()
        with step("demo data"):
            call_command("load_demo", size="demo", verbosity=0)
        # Its password is public, and everybody who tries it shares the accounts: nobody could sign in after the first.
        os.environ.setdefault("REQUIRE_SECOND_FACTOR", "false")
        try:
            with Supervisor() as supervisor:
                compile_documents(supervisor)
                welcome()
                supervisor.watch()
        except KeepsFailing as failure:
            raise CommandError(str(failure)) from failure


def migrate() -> None:
    """With a rarer garbage collection, which else takes a quarter of the time among thousands of model states."""
    usual = gc.get_threshold()
    gc.set_threshold(50_000, 20, 1000)
    call_command("migrate", verbosity=0)
    gc.set_threshold(*usual)


def compile_documents(supervisor: Supervisor) -> None:
    """In the background worker, as an organiser's click would; what cannot be compiled is said, and served without."""
    missing = [kind for kind in DOCUMENTS if not compiled(kind)]
    for kind in missing:
        call_command("compile_output", FORUM, kind, queue=True, verbosity=0)
    for kind in missing:
        with step(f"{kind.replace('_', ' ')} of the forum compiled"):
            if problem := wait_for(kind, supervisor):
                print(f"          {kind} could not be compiled: {problem}", flush=True)


def compiled(kind: str) -> bool:
    return Rendition.objects.filter(output__event__slug=FORUM, output__kind=kind, format="pdf").exists()


def wait_for(kind: str, supervisor: Supervisor) -> str:
    """Shows the progress of the compilation; returns what went wrong, or nothing."""
    until, shown = time.monotonic() + COMPILE_SECONDS, 0
    while time.monotonic() < until and not supervisor.pause(0.2):
        job = Job.objects.filter(output__event__slug=FORUM, output__kind=kind, format="pdf").latest()
        if job.state == Job.State.FAILED:
            return job.message
        if job.state == Job.State.DONE:
            return ""
        if job.percent >= shown + 25:
            shown = job.percent
            print(f"{job.percent:7} %  {job.message}", flush=True)
    return "it took too long"


def welcome() -> None:
    base = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
    print("\nRostrum is at:")
    for what, path in PAGES.items():
        print(f"  {base}{path}".ljust(62), what)
    print("\nSign in at", f"{base}/accounts/login/", "as:")
    for sign_in in SIGN_INS:
        print(f"  {sign_in.role:<12} {sign_in.email:<40} {sign_in.password}")
    print("\nCtrl+C stops it; the data stay.", flush=True)
