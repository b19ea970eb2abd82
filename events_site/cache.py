"""The cache for places without Redis: files that all workers share."""

import pickle
import secrets
import zlib
from typing import Any, BinaryIO

from django.core.cache.backends.filebased import FileBasedCache

CULL_ONE_IN = 200


class FileCache(FileBasedCache):
    """Django's counts every file at every write, which costs more than making most pages; this one now and then.

    It packs quickly, too: most of what is kept is read a few times only.
    """

    def _cull(self) -> Any:
        return super()._cull() if secrets.randbelow(CULL_ONE_IN) == 0 else None

    def _write_content(self, file: BinaryIO, timeout: float | None, value: Any) -> None:
        file.write(pickle.dumps(self.get_backend_timeout(timeout), self.pickle_protocol))
        file.write(zlib.compress(pickle.dumps(value, self.pickle_protocol), level=zlib.Z_BEST_SPEED))
