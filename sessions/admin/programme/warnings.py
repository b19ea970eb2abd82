"""Which checks an event does without."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from sessions.admin.programme.base import EventView, url
from sessions.domain.warnings import mute_check, unmute_check
from sessions.warnings import CHECKS


class Warnings(EventView):
    http_method_names = ["post"]

    def post(self, request: Any) -> HttpResponse:
        change = mute_check if "mute" in request.POST else unmute_check
        slug = request.POST.get("mute") or request.POST.get("unmute")
        if slug not in CHECKS:
            raise Http404
        change(self.event, by=request.user, slug=slug)
        return redirect(url("index", self.event))
