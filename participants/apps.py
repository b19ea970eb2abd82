from django.apps import AppConfig


class ParticipantsConfig(AppConfig):
    name = "participants"
    verbose_name = "People"

    def ready(self) -> None:
        from cms.querysets import private_readers
        from participants.querysets import events_registered_for

        private_readers.append(events_registered_for)
