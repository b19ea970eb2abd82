"""What happens here when something happens elsewhere."""

from functools import partial
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from sessions.domain.session_places import give_back_all
from sessions.domain.stars import merge_stars
from sessions.library.entries import index_papers
from sessions.models import Paper
from sessions.stars import cookie_name, kept_in_cookies

FOUND = {Paper.Status.PUBLISHED, Paper.Status.REJECTED, Paper.Status.WITHDRAWN}


def take_over(sender: Any, request: HttpRequest, response: HttpResponse, user: Any, **kwargs: Any) -> None:
    """What was starred before signing in goes into the account, and the cookie with it."""
    kept = kept_in_cookies(request)
    merge_stars(user=user, kept=kept)
    for event_id in kept:
        response.delete_cookie(cookie_name(event_id))


def give_places_back(sender: Any, registration: Any, **kwargs: Any) -> None:
    """Whoever does not come to the event leaves the places in its sessions to others."""
    give_back_all(registration)


def keep_library(sender: Any, instance: Any, **kwargs: Any) -> None:
    """What a published paper is found by follows when it, its authors or its files change."""
    paper = instance if isinstance(instance, Paper) else getattr(instance, "paper", None)
    if paper and paper.status in FOUND:
        transaction.on_commit(partial(index_papers, [paper.pk]))
