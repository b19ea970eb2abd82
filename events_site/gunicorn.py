"""Gunicorn's settings: two forked workers with threads, sharing the memory of an application loaded before them."""

import gc
import os

from django.db import connections
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "events_site.settings")

SHARED_MEMORY = "/dev/shm"  # noqa: S108 -- gunicorn makes its own unguessable names there

wsgi_app = "events_site.wsgi:application"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_WORKERS", "2"))
worker_class = "gthread"
threads = 4
keepalive = 5
timeout = 60
graceful_timeout = 10
preload_app = True
control_socket_disable = True
loglevel = "warning"
worker_tmp_dir = SHARED_MEMORY if os.access(SHARED_MEMORY, os.W_OK) else None  # heartbeats must not wait for a disk


def when_ready(server):
    """Before the first fork: imports what the first request would, then keeps the collector from copying it."""
    _ = get_resolver().url_patterns
    connections.close_all()
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)
