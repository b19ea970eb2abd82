"""The groups through which Wagtail itself learns of our roles: access to the back office, and rights on pages.

Everything else asks the roles. Groups are made when first needed and never edited by hand.
"""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from cms.models import Event, Role, TeamMember

BACK_OFFICE = "Back office"
SECRETARIAT = "Secretariat"
ON_OWN_PAGES = ("add", "change", "publish")
ON_ALL_PAGES = (*ON_OWN_PAGES, "lock", "unlock", "bulk_delete")
WRITERS = (Role.ORGANISER, Role.RAPPORTEUR)
ON_PICTURES = ("add_image", "change_image", "choose_image")
ON_COLLECTIONS = [
    (app, f"{action}_{model}")
    for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document"))
    for action in ("add", "change", "delete", "choose")
]


def name_of_organisers(event: Event) -> str:
    return f"Organisers: {event.slug}"


def name_of_writers(event: Event) -> str:
    return f"Pictures: {event.slug}"


def back_office() -> Group:
    group, created = Group.objects.get_or_create(name=BACK_OFFICE)
    if created:
        access = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
        group.permissions.add(access)
    return group


def secretariat() -> Group:
    """Every page, picture and document."""
    group, created = Group.objects.get_or_create(name=SECRETARIAT)
    if created:
        allow_pages(group, Page.get_first_root_node(), ON_ALL_PAGES)
        root = Collection.get_first_root_node()
        for app, codename in ON_COLLECTIONS:
            permission = _media_permission(app, codename)
            GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
    return group


def organisers(event: Event) -> Group:
    """Those who write and publish the pages of `event`, and no other page."""
    group, created = Group.objects.get_or_create(name=name_of_organisers(event))
    if created:
        keep_page_rights(event)
    return group


def writers(event: Event) -> Group:
    """Those who put pictures into the pages and documents of `event`: in a collection that others do not see."""
    group, created = Group.objects.get_or_create(name=name_of_writers(event))
    if created:
        collection = Collection.get_first_root_node().add_child(name=group.name)
        for codename in ON_PICTURES:
            permission = _media_permission("wagtailimages", codename)
            GroupCollectionPermission.objects.create(group=group, collection=collection, permission=permission)
    return group


def keep_page_rights(event: Event) -> None:
    """Gives the organisers of `event` exactly its pages. To be called whenever one is added."""
    group = Group.objects.filter(name=name_of_organisers(event)).first()
    if group is None:
        return
    pages = list(event.pages.all())
    GroupPagePermission.objects.filter(group=group).exclude(page__in=pages).delete()
    for page in pages:
        allow_pages(group, page, ON_OWN_PAGES)


def allow_pages(group: Group, page: Page, actions: Iterable[str]) -> None:
    wanted = [f"{action}_page" for action in actions]
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=wanted):
        GroupPagePermission.objects.get_or_create(group=group, page_id=page.pk, permission=permission)


def join(member: TeamMember) -> None:
    member.user.groups.add(back_office())
    if member.role == Role.SECRETARIAT:
        member.user.groups.add(secretariat())
    elif member.role == Role.ORGANISER and member.event:
        member.user.groups.add(organisers(member.event))
    if member.role in WRITERS and member.event:
        member.user.groups.add(writers(member.event))


def leave(member: TeamMember) -> None:
    """To be called after the role itself is gone: whoever has none left may not enter the back office."""
    if member.role == Role.SECRETARIAT:
        member.user.groups.remove(secretariat())
    elif member.role == Role.ORGANISER and member.event:
        member.user.groups.remove(organisers(member.event))
    if not TeamMember.objects.filter(user=member.user, event=member.event, role__in=WRITERS).exists() and member.event:
        member.user.groups.remove(writers(member.event))
    if not TeamMember.objects.filter(user=member.user).exists():
        member.user.groups.remove(back_office())


def rename(event: Event, *, old_slug: str) -> None:
    old_name = name_of_organisers(Event(slug=old_slug))
    Group.objects.filter(name=old_name).update(name=name_of_organisers(event))
    old_pictures, pictures = name_of_writers(Event(slug=old_slug)), name_of_writers(event)
    Group.objects.filter(name=old_pictures).update(name=pictures)
    Collection.objects.filter(name=old_pictures).update(name=pictures)


def _media_permission(app: str, codename: str) -> Permission:
    """Pictures and documents have models of our own; their rights hang on Wagtail's permissions of the same action."""
    return Permission.objects.get(content_type__app_label=app, codename=codename)
