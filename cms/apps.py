from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "Events and pages"

    def ready(self) -> None:
        from cms import receivers  # needs the models

        receivers.connect()
