from typing import Any

from allauth.account.signals import email_changed
from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class ParticipantsConfig(AppConfig):
    name = "participants"
    verbose_name = "People"

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added, authenticator_removed

        from cms.querysets import private_readers, read_with_event
        from participants import second_factor
        from participants.domain import reminders, way_letters
        from participants.domain.networks import members
        from participants.querysets import events_invited_to, events_registered_for

        private_readers += [events_registered_for, events_invited_to]
        read_with_event.append("registration_setup")
        way_letters.register()
        reminders.register()
        members.register()
        email_changed.connect(keep_address, dispatch_uid="participants.keep_address")
        authenticator_added.connect(second_factor.count_as_given, dispatch_uid="participants.count_as_given")
        authenticator_removed.connect(second_factor.forget_if_none_is_left, dispatch_uid="participants.forget_factor")
        user_logged_in.connect(give_person, dispatch_uid="participants.give_person")


def give_person(sender: Any, user: Any, **kwargs: Any) -> None:
    """Everybody who signs in has a record; nobody signs in before their address is verified."""
    from participants.domain.people import person_of  # needs the models

    person_of(user)


def keep_address(sender: Any, user: Any, to_email_address: Any, **kwargs: Any) -> None:
    """The record carries the address of its account."""
    from participants.models import Person  # needs the models

    Person.objects.filter(user=user).update(email=to_email_address.email)
