from django.apps import AppConfig


class SessionsConfig(AppConfig):
    """The label differs from the package: Django's own sessions app has the label "sessions"."""

    name = "sessions"
    label = "event_sessions"
    verbose_name = "Programme and record"
