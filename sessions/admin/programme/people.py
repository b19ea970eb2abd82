"""People to choose from, by a part of their name."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse, JsonResponse

from participants.models import Person
from sessions.admin.programme.base import EventView

FOUND_AT_MOST = 12


class People(EventView):
    def get(self, request: Any) -> HttpResponse:
        words = request.GET.get("q", "").replace("\0", "")[:100].split()[:6]
        found = Person.objects.with_posts()
        for word in words:
            found = found.filter(Q(name__icontains=word) | Q(other_names__name__icontains=word))
        people = found.distinct()[:FOUND_AT_MOST] if words else []
        return JsonResponse({"people": [{"id": person.pk, "text": self.text(person)} for person in people]})

    def text(self, person: Person) -> str:
        return ", ".join(filter(None, [person.name, str(person.post_on(self.event.start_date) or "")]))
