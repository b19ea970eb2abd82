"""What the facts refer to by key, read once."""

from functools import cached_property

from cms.models import Organization, Theme
from events_site.demo import lists
from events_site.demo.shape import Institution
from participants.models import ParticipantCategory, Person
from sessions.models import Addressee, Mechanism, Recommendation


class Shelf:
    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self.organizations: dict[str, Organization] = {}
        self.recommendations: dict[str, Recommendation] = {}  # by ref, those of this run

    @cached_property
    def themes(self) -> dict[str, Theme]:
        return {theme.slug: theme for theme in Theme.objects.all()}

    @cached_property
    def categories(self) -> dict[str, ParticipantCategory]:
        return {
            slug: ParticipantCategory.objects.get_or_create(
                slug=slug,
                defaults={"name": name, "plural": plural, "print_rule": rule, "is_open": is_open, "position": position},
            )[0]
            for position, (slug, (name, plural, rule, is_open)) in enumerate(lists.CATEGORIES.items())
        }

    @cached_property
    def addressees(self) -> dict[str, Addressee]:
        return {
            key: Addressee.objects.get_or_create(name=name, defaults={"kind": kind})[0]
            for key, (name, kind) in lists.ADDRESSEES.items()
        }

    @cached_property
    def mechanisms(self) -> dict[str, Mechanism]:
        """By the theme whose recommendations are about each."""
        return {theme: Mechanism.objects.get_or_create(name=name)[0] for name, theme in lists.MECHANISMS.items()}

    def add_organizations(self, institutions: dict[str, Institution]) -> None:
        rows = [
            Organization(name=found.name, acronym=found.acronym, kind=found.kind, country_id=found.country or None)
            for found in institutions.values()
        ]
        Organization.objects.bulk_create(rows, ignore_conflicts=True)
        by_name = Organization.objects.in_bulk([row.name for row in rows], field_name="name")
        self.organizations |= {key: by_name[found.name] for key, found in institutions.items()}
