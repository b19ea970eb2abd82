"""Keeps the web server and the background worker running side by side, for places without a service manager."""

import logging
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from threading import Event
from typing import Any, Self

from django.conf import settings
from django.db import DatabaseError, connection
from wagtail import hooks

from cms.publishing import publish_due

logger = logging.getLogger(__name__)
MANAGE = [sys.executable, str(settings.BASE_DIR / "manage.py")]
WEB = [sys.executable, "-m", "gunicorn", "--config", "python:events_site.gunicorn"]
WORKER = [*MANAGE, "db_worker", "--queue-name", "*", "--interval", "0.4", "--no-startup-delay", "--no-reload"]
GRACE_SECONDS = 30


class KeepsFailing(Exception):
    """A process ended five times within 20 seconds."""


class Child:
    def __init__(self, name: str, command: list[str]):
        self.name, self.command = name, command
        self.starts: deque[float] = deque(maxlen=5)
        self.process = self.start()

    def start(self) -> subprocess.Popen[bytes]:
        """In a session of its own, so that Ctrl+C reaches it once, through the supervisor."""
        self.starts.append(time.monotonic())
        return subprocess.Popen(self.command, cwd=settings.BASE_DIR, start_new_session=True)

    def restart_if_ended(self) -> None:
        code = self.process.poll()
        if code is None:
            return
        if len(self.starts) == self.starts.maxlen and self.starts[-1] - self.starts[0] < 20:
            raise KeepsFailing(f"{self.name} keeps failing (exit code {code})")
        logger.warning("%s ended with exit code %s: starting it again", self.name, code)
        self.process = self.start()

    def stop(self, deadline: float) -> None:
        try:
            self.process.wait(timeout=max(0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Supervisor:
    """Start it as a context manager: leaving the block stops what runs, the work at hand finished where it can be."""

    def __init__(self) -> None:
        self.children: list[Child] = []
        self.stopping = Event()
        self.next_round = 0.0

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self.stopping.set())
        self.children = [Child("background worker", WORKER), Child("web server", WEB)]
        return self

    def __exit__(self, *_: object) -> None:
        running = [child for child in self.children if child.process.poll() is None]
        for child in running:
            child.process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for child in running:
            child.stop(deadline)

    def watch(self) -> None:
        while not self.pause(0.5):
            if time.monotonic() >= self.next_round:
                self.next_round = time.monotonic() + settings.ROUND_SECONDS
                self.do_round()

    def do_round(self) -> None:
        """Publishes what has come due, and what the apps registered under the hook `every_round`: short functions."""
        for work in (publish_due, *hooks.get_hooks("every_round")):
            self.attempt(work)

    def attempt(self, work: Callable[[], Any]) -> None:
        """A database that is away for a moment is asked again at the next round."""
        try:
            work()
        except DatabaseError:
            logger.exception("%s failed", work.__name__)
        finally:
            connection.close()

    def pause(self, seconds: float) -> bool:
        """Waits, then restarts what has ended; whether it was asked to stop. Raises KeepsFailing."""
        if self.stopping.wait(seconds):
            return True
        for child in self.children:
            child.restart_if_ended()
        return False
