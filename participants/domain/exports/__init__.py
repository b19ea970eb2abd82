"""Files of registrations: asked for here, written in the background, kept for a week for the one who asked."""

from .asking import fail_lost_exports, remove_expired_exports, request_export
from .running import run_export

__all__ = ["fail_lost_exports", "remove_expired_exports", "request_export", "run_export"]
