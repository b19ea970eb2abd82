from django.apps import AppConfig


class SessionsConfig(AppConfig):
    """The label differs from the package: Django's own sessions app has the label "sessions"."""

    name = "sessions"
    label = "event_sessions"
    verbose_name = "Programme and record"

    def ready(self) -> None:
        from allauth.account.signals import user_logged_in

        from participants.domain.merging import Rule, rules
        from participants.signals import registration_ended
        from sessions.domain.session_places import weight_of
        from sessions.models import SessionPlace
        from sessions.receivers import give_places_back, take_over

        user_logged_in.connect(take_over, dispatch_uid="event_sessions.take_over")
        rules[SessionPlace] = Rule(weight_of)
        registration_ended.connect(give_places_back, dispatch_uid="event_sessions.give_places_back")
