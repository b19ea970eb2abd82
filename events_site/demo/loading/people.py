"""People with their posts, and the accounts that sign in to the demonstration."""

from collections.abc import Iterable
from functools import cache

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from cms.domain.team import grant_role, set_reader
from cms.models import Event, Role
from events_site.demo import accounts
from events_site.demo.facts import email_of
from events_site.demo.shape import Institution
from events_site.demo.shape import Person as PersonFacts
from participants.models import Affiliation, Person, PersonName, User

from .shelf import Shelf

INVENTED = "Invented for the demonstration."
#: The language of a name in its own script, by country.
ARABIC = dict.fromkeys(("BH", "DZ", "EG", "JO", "MA", "PS", "TN"), "ar")
ASIAN = {"AM": "hy", "BD": "bn", "CN": "zh-hans", "GE": "ka", "IN": "hi", "JP": "ja", "KR": "ko", "KZ": "kk"}
LANGUAGES = ARABIC | ASIAN | {"ET": "am", "GR": "el", "MN": "mn", "NP": "ne", "RU": "ru", "TH": "th"}


def add(shelf: Shelf, institutions: dict[str, Institution], people: Iterable[PersonFacts]) -> None:
    """Puts the institutions and the people on the shelf, and into the database those that are not there."""
    shelf.add_organizations(institutions)
    facts = list(people)
    known = _by_email(facts)
    new = [found for found in facts if email_of(found.key) not in known]
    made = Person.objects.bulk_create(_person(found) for found in new)
    PersonName.objects.bulk_create(
        PersonName(person=person, name=found.native, language=LANGUAGES.get(found.country, ""))
        for person, found in zip(made, new, strict=True)
        if found.native
    )
    Affiliation.objects.bulk_create(
        Affiliation(
            person=person,
            organization=shelf.organizations[post.institution],
            unit=post.unit,
            title=post.title,
            start=post.start,
            end=post.end,
        )
        for person, found in zip(made, new, strict=True)
        for post in found.posts
    )
    by_email = known | {person.email: person for person in made}
    shelf.people |= {found.key: by_email[email_of(found.key)] for found in facts}


def add_accounts(shelf: Shelf) -> None:
    """The accounts of `accounts.SIGN_INS` with their verified addresses and their roles."""
    for sign_in in accounts.SIGN_INS:
        user = _account(sign_in, shelf.people[sign_in.person])
        if sign_in.role == Role.SECRETARIAT:
            grant_role(None, user=user, role=sign_in.role, by=None)
        for event in Event.objects.filter(slug__in=sign_in.events):
            member = grant_role(event, user=user, role=sign_in.role, by=None)
            if sign_in.role == Role.ORGANISER:
                set_reader(member, by=None, reads_needs=True)


def _by_email(facts: list[PersonFacts]) -> dict[str, Person]:
    emails = [email_of(found.key) for found in facts]
    return {person.email: person for person in Person.objects.filter(email__in=emails).order_by("-pk")}


def _person(found: PersonFacts) -> Person:
    return Person(
        honorific=found.honorific,
        name=f"{found.given} {found.family}".strip(),
        sort_name=f"{found.family} {found.given}".strip(),
        email=email_of(found.key),
        country_id=found.country,
        gender=found.gender,
        biography=INVENTED,
        is_invented=True,
    )


def _account(sign_in: accounts.SignIn, person: Person) -> User:
    user, created = User.objects.get_or_create(
        email=sign_in.email, defaults={"password": lambda: _hashed(sign_in.password)}
    )
    if created:
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        user.first_name, _, user.last_name = person.name.partition(" ")
        user.save(update_fields=["first_name", "last_name"])
        Person.objects.filter(pk=person.pk).update(user=user)
    return user


@cache
def _hashed(password: str) -> str:
    """Once for all accounts: a good hash takes its time."""
    return make_password(password)
