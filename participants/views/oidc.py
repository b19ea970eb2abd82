"""The way to an institution's server and back. What it answers wrongly, or not at all, is told in words."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect import views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

logger = logging.getLogger(__name__)


def telling_failures(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def told(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        from requests import RequestException

        try:
            return view(request, **kwargs)
        except (RequestException, OAuth2Error, LookupError, TypeError) as failure:
            logger.warning("the server of OIDC_SERVER_URL did not answer as it should: %r", failure)
            return render(request, "socialaccount/authentication_error.html", status=502)

    return told


login = telling_failures(views.login)
callback = telling_failures(views.callback)
