"""Databases for tests: migrated once for each state of the code, then copied for each process that wants one."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import gettempdir

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from cms.domain.pages import ensure_site_pages

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var/test"
SOURCES = {".py", ".csv", ".json", ".toml"}
APPS = ("cms", "participants", "sessions", "outputs", "events_site")


class Files:
    """SQLite: a database is a file."""

    def name(self, label: str) -> str:
        return str(KEPT / f"{label}.sqlite3")

    def exists(self, name: str) -> bool:
        return Path(name).exists()

    def create(self, name: str) -> None:
        """SQLite does so by itself."""

    def copy(self, source: str, target: str) -> None:
        shutil.copyfile(source, target)

    def rename(self, old: str, new: str) -> None:
        Path(old).rename(new)

    def drop(self, name: str) -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(name + suffix).unlink(missing_ok=True)


class Server:
    """PostgreSQL: a database is one of the server that DATABASE_URL names; only templates outlive a run."""

    def name(self, label: str) -> str:
        return f"test_rostrum_{label}"

    def exists(self, name: str) -> bool:
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            return cursor.fetchone() is not None

    def create(self, name: str) -> None:
        self.execute(f'CREATE DATABASE "{name}"')

    def copy(self, source: str, target: str) -> None:
        self.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')

    def rename(self, old: str, new: str) -> None:
        self.execute(f'ALTER DATABASE "{old}" RENAME TO "{new}"')

    def drop(self, name: str) -> None:
        self.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def execute(self, statement: str) -> None:
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement)


store = Files() if connection.vendor == "sqlite" else Server()


def migrated() -> str:
    """The name of a migrated database, with home page and index of events, that nobody may write to."""
    folders = [Path(app.path) / "migrations" for app in apps.get_app_configs()]
    migrations = [path for folder in folders for path in folder.glob("*.py")]
    label = f"template_{digest([*migrations, *(ROOT / 'cms/data').rglob('*.*')])}"
    return made_once(label, fill)


def fill() -> None:
    """With the pages that every site has, which else each test would make."""
    call_command("migrate", verbosity=0)
    ensure_site_pages()


def made_once(label: str, fill: Callable[[], None]) -> str:
    name, half_made = store.name(label), store.name(f"making_{os.getpid()}")
    with lock(label):
        if not store.exists(name):
            store.create(half_made)
            use(half_made)
            fill()
            connection.close()
            store.rename(half_made, name)
    return name


def renew(name: str, template: str) -> None:
    """Makes `name` a fresh copy of the template and the default connection's database."""
    connections.close_all()
    store.drop(name)
    store.copy(template, name)
    use(name)


def use(name: str) -> None:
    """Points the default connection, and those of threads to come, at the database `name`."""
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def demo_site() -> Path:
    """A var folder that holds the small demo data and what the worker makes of them, made once for each state of the
    code; copy it before use.
    """
    files = [path for app in APPS for path in (ROOT / app).rglob("*")]
    sources = [Path(__file__), *(path for path in files if path.suffix in SOURCES)]
    label = f"demo_{connection.vendor}_{digest(sources)}"
    template, folder = migrated(), KEPT / label
    with lock(label):
        if not folder.exists():
            half_made = folder.with_suffix(".making")
            shutil.rmtree(half_made, ignore_errors=True)
            half_made.mkdir(parents=True)
            database = database_of(half_made, store.name(label))
            store.drop(database)
            store.copy(template, database)
            manage(half_made, database, "load_demo", "--size", "small")
            manage(half_made, database, "db_worker", "--queue-name", "*", "--batch")
            half_made.rename(folder)
    return folder


def copy_of_demo_site(target: Path) -> str:
    """Copies the demo's var folder to `target`; the name of the copy's database."""
    source = demo_site()
    shutil.copytree(source, target)
    database = database_of(target, store.name(f"site_{os.getpid()}"))
    if connection.vendor != "sqlite":
        store.copy(store.name(source.name), database)
    return database


def database_of(var: Path, name_on_server: str) -> str:
    return str(var / "rostrum.sqlite3") if connection.vendor == "sqlite" else name_on_server


def environment(var: Path, database: str) -> dict[str, str]:
    """For a process that runs the site on the given var folder and database instead of the tests'."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "events_site.settings", "ROSTRUM_VAR": str(var)}
    env |= {
        "REQUIRE_SECOND_FACTOR": "false",
        "ROUND_SECONDS": "3",
    }  # accounts of the demonstration have no second factor
    if connection.vendor != "sqlite":
        server, _, _ = env["DATABASE_URL"].partition("?")
        env["DATABASE_URL"] = f"{server.rsplit('/', 1)[0]}/{database}"
    return env


def manage(var: Path, database: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment(var, database), check=True)


def digest(paths: Iterator[Path] | list[Path]) -> str:
    content = hashlib.sha256()
    for path in sorted(paths):
        content.update(os.path.relpath(path, ROOT).encode() + b"\0" + path.read_bytes())
    return content.hexdigest()[:16]


@contextmanager
def lock(label: str) -> Iterator[None]:
    """Also against other checkouts: they may use the same server."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with closing(Path(gettempdir(), f"rostrum-{os.getuid()}-{label}.lock").open("w")) as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
