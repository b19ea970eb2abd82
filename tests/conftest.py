import gc
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase

from tests import databases

CHROMIUM = shutil.which("chromium-headless-shell")
QUIET = ["--no-sandbox", "--disable-dev-shm-usage", "--headless", "--disable-gpu", "--disable-quic", "--no-first-run"]
OFFLINE = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright keeps a loop in the thread of the tests


def pytest_addoption(parser):
    words = "leave out what says the same on each database: tests that ask none, and those of single pages"
    parser.addoption("--second-database", action="store_true", help=words)


def pytest_collection_modifyitems(config, items) -> None:
    if config.getoption("second_database"):
        config.hook.pytest_deselected(items=[item for item in items if not depends_on_database(item)])
        items[:] = [item for item in items if depends_on_database(item)]


def pytest_collection_finish(session) -> None:
    """What is loaded stays to the end: the collector need not walk it again and again, a seventh of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


def depends_on_database(item) -> bool:
    """What pages show is looked at on the first; on the second, tests/matrix/test_hostile.py asks each of them."""
    is_asked = item.get_closest_marker("django_db") is not None or "django_db_setup" in item.fixturenames
    return is_asked and not {"client", "rf"} & set(item.fixturenames)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """A copy of the migrated template instead of 230 migrations, made again after each test that commits.

    Django would empty all tables there, and Wagtail's root page and locale with them.
    """
    with django_db_blocker.unblock():
        template, own = databases.migrated(), databases.store.name(f"process_{os.getpid()}")
        databases.renew(own, template)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: databases.renew(own, template))
        yield
    with django_db_blocker.unblock():
        connection.close()
        databases.store.drop(own)


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    yield
    cache.clear()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    if not CHROMIUM:
        pytest.skip("chromium-headless-shell is not installed")
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": QUIET + OFFLINE}


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory) -> Path:
    """Where the served site keeps its files and puts its mail."""
    return tmp_path_factory.mktemp("site") / "var"


@pytest.fixture(scope="session")
def server(site_folder, django_db_blocker) -> Iterator["Server"]:
    """The real site, served with its worker on a copy of the small demo data."""
    with django_db_blocker.unblock():
        database = databases.copy_of_demo_site(site_folder)
    served = Server(f"http://127.0.0.1:{free_port()}", site_folder, database)
    try:
        served.start()
        yield served
    finally:
        served.stop()
        with django_db_blocker.unblock():
            databases.store.drop(database)


@pytest.fixture(scope="session")
def site(server: "Server") -> str:
    """The address of the real site."""
    return server.address


class Server:
    def __init__(self, address: str, var: Path, database: str) -> None:
        self.address, self.var, self.database = address, var, database

    def start(self) -> None:
        self.process = start_server(self.address, self.var, self.database)
        wait_until_ready(self.address, self.process, self.var)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=40)

    def kill(self) -> None:
        """With all its workers, in the middle of whatever they do."""
        for pid in [self.process.pid, *descendants(self.process.pid)]:
            os.kill(pid, signal.SIGKILL)
        self.process.wait(timeout=40)


def descendants(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [each for child in map(int, children) for each in (child, *descendants(child))]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_server(address: str, var: Path, database: str) -> subprocess.Popen:
    env = databases.environment(var, database) | {"PORT": address.rpartition(":")[2], "BASE_URL": address}
    with (var / "server.log").open("w") as log:
        command = [sys.executable, "manage.py", "serve"]
        return subprocess.Popen(command, cwd=databases.ROOT, env=env, stdout=log, stderr=subprocess.STDOUT)


def wait_until_ready(address: str, server: subprocess.Popen, var: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    pytest.fail(f"the site did not start:\n{(var / 'server.log').read_text()[-4000:]}")
