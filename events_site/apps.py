from django.apps import AppConfig
from django.db.models.signals import m2m_changed, post_delete, post_save


class EventsSiteConfig(AppConfig):
    name = "events_site"

    def ready(self) -> None:
        from wagtail.signals import page_published, page_unpublished

        from events_site import checks  # noqa: F401 -- registers the deploy checks
        from events_site.page_cache import renew_on_commit

        for signal in (post_save, post_delete, m2m_changed, page_published, page_unpublished):
            signal.connect(renew_on_commit, dispatch_uid="renew page cache")
