"""The cache for places without Redis: files that all workers share."""

import secrets
from typing import Any

from django.core.cache.backends.filebased import FileBasedCache

CULL_ONE_IN = 200


class FileCache(FileBasedCache):
    """Django's counts every file at every write, which costs more than making most pages; this one now and then."""

    def _cull(self) -> Any:
        return super()._cull() if secrets.randbelow(CULL_ONE_IN) == 0 else None
