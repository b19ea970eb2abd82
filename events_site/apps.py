from django.apps import AppConfig


class EventsSiteConfig(AppConfig):
    name = "events_site"

    def ready(self) -> None:
        from events_site import checks, page_cache  # noqa: F401 -- importing the checks registers them

        page_cache.STAMP.watch()
