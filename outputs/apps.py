from django.apps import AppConfig


class OutputsConfig(AppConfig):
    name = "outputs"
    verbose_name = "Outputs"

    def ready(self) -> None:
        from outputs import receivers  # noqa: F401 -- connects the signals
