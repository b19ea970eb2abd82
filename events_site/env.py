"""Settings from the environment: readers that refuse nonsense instead of guessing."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    """NAME from the environment, or the content of the file that NAME_FILE names (container secrets)."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    value = text(name, str(default)).strip().lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}")
    return value in TRUE


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}") from error


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list, without empty parts."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def required(name: str, because: str) -> str:
    """NAME, which must be given where `because` is; empty where neither is."""
    value = text(name)
    if text(because) and not value:
        raise ImproperlyConfigured(f"{because} is set, so {name} must be set too")
    return value


def web_address(name: str, *, is_secure: bool) -> str:
    """An address without the slash at its end, or nothing; with `is_secure` it must be https."""
    value = text(name).rstrip("/")
    parts = urlsplit(value)
    if value and (not parts.hostname or parts.scheme not in ({"https"} if is_secure else {"http", "https"})):
        raise ImproperlyConfigured(f"{name} must be an https address, not {value!r}")
    return value


def origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def database(url: str, *, sqlite_path: Path) -> dict[str, object]:
    """A Django database from a URL; SQLite at `sqlite_path` when there is none.

    SQLite runs with a write-ahead log and IMMEDIATE transactions: a deferred one that reads, then writes,
    fails under load with "database is locked" whatever the time-out.
    """
    if not url or url.startswith("sqlite"):
        path = unquote(urlsplit(url).path) if url else str(sqlite_path)
        sqlite = {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": dict(SQLITE_OPTIONS)}
        return sqlite | {"CONN_MAX_AGE": None}
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"DATABASE_URL must begin with sqlite:// or postgresql://, not {parts.scheme}://")
    return {
        "ENGINE": "events_site.postgres",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "OPTIONS": POSTGRES_OPTIONS | {name: _option(value) for name, value in parse_qsl(parts.query)},
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


def _option(value: str) -> object:
    """Numbers, and "none", as psycopg takes them."""
    return None if value == "none" else int(value) if value.isdigit() else value


#: The server keeps the plan of what it was asked twice; planning costs it more than answering.
POSTGRES_OPTIONS = {"server_side_binding": True, "prepare_threshold": 2}
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-20000;"
        "PRAGMA mmap_size=134217728;PRAGMA temp_store=MEMORY;"
    ),
}
