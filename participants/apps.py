from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class ParticipantsConfig(AppConfig):
    name = "participants"
    verbose_name = "People"

    def ready(self) -> None:
        from cms.querysets import private_readers
        from participants.querysets import events_registered_for

        private_readers.append(events_registered_for)
        user_logged_in.connect(give_person, dispatch_uid="participants.give_person")


def give_person(sender: Any, user: Any, **kwargs: Any) -> None:
    """Everybody who signs in has a record; nobody signs in before their address is verified."""
    from participants.domain.people import person_of  # needs the models

    person_of(user)
