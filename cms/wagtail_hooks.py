"""What the cms app adds to Wagtail. Each thing is made elsewhere; this file registers it."""

from django.urls import path
from wagtail import hooks

from cms.admin import events, explorer, home, lists, log, team, templates
from cms.parts.own import parts
from cms.readiness.own import checks

hooks.register("register_log_actions", log.register)
hooks.register("construct_page_chooser_queryset", explorer.only_choosable)
hooks.register("construct_homepage_panels", home.add_my_events, order=1000)
hooks.register("construct_homepage_summary_items", home.no_site_summary, order=1000)  # after Wagtail's own
hooks.register("construct_main_menu", home.tidy_menu, order=1000)
hooks.register("register_admin_menu_item", home.secretariat_item)
hooks.register("event_part", parts)
hooks.register("readiness_check", checks)


@hooks.register("register_admin_viewset")
def viewsets() -> list:
    return [events.EventViewSet(), templates.TemplateViewSet(), lists.ListsGroup()]


@hooks.register("register_admin_urls")
def admin_urls() -> list:
    return [
        path("secretariat/", team.secretariat, name="secretariat"),
        path("secretariat/<int:member>/remove/", team.remove_secretariat, name="remove_secretariat"),
    ]
