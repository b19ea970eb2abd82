"""What was made from data is kept under a stamp, and never found again once a change of such data renews the stamp.

Writes that send no signals (bulk ones, queryset updates) renew nothing: whatever is kept must have a time limit, too.
"""

import secrets
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.signals import page_published, page_unpublished

PRIVACY = "wagtailcore.PageViewRestriction"


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Stamp:
    """`apps` are the labels of the apps whose rows count, but for the models named in `but_not`.

    Wagtail's privacy of a page counts always: who may no longer read must not be served what was kept.
    """

    name: str
    apps: frozenset[str]
    but_not: frozenset[str] = frozenset()

    def read(self) -> str:
        return cache.get(self.name) or self.renew()

    def renew(self) -> str:
        stamp = secrets.token_hex(8)
        cache.set(self.name, stamp, None)
        return stamp

    def renew_on_commit(self, sender: Any, using: str | None = None, **_: Any) -> None:
        """Once for each transaction, when what was written can be read."""
        if not self.covers(sender._meta):
            return
        waiting = (function for _ids, function, _robust in transaction.get_connection(using).run_on_commit)
        if self.renew not in waiting:
            transaction.on_commit(self.renew, using=using)

    def covers(self, model: Any) -> bool:
        counts = model.app_label in self.apps and model.object_name not in self.but_not
        return counts or model.label == PRIVACY

    def watch(self) -> None:
        """To be called once, when all models are there."""
        for signal in (post_save, post_delete, m2m_changed, page_published, page_unpublished):
            signal.connect(self.renew_on_commit, dispatch_uid=f"renew {self.name}")
