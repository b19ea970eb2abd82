"""Who belongs to a network: asked, asking, active, gone. Nobody is a member before saying yes."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from cms.models import Event
from participants.domain.letters import address_of, deliver
from participants.domain.outbox import FILLERS, Draft, draft_letters
from participants.domain.people import person_of
from participants.domain.records import record_of
from participants.domain.text import many_lines, one_line
from participants.domain.way_letters import LINK, LINK_LASTS, TOKEN_BYTES, hash_of
from participants.models import Letter, Network, NetworkMember, Person, User, normalize_email
from participants.permissions import may_make_network, may_manage_network, may_moderate
from participants.wording import LETTER_KINDS

FIELDS = ("name", "purpose", "visibility", "joining", "origin")
SETTINGS = ("shown_to", "shows_contact", "rhythm")
KIND = "network"
State, Role = NetworkMember.State, NetworkMember.Role
BACK = (State.DECLINED, State.LEFT)


class NotValid(Exception):
    """The link opens nothing (any more), whatever the reason."""


def register() -> None:
    """To be called once, when the app is ready."""
    LETTER_KINDS[KIND] = gettext_lazy("asking into a network")
    FILLERS[KIND] = fill


def make_network(
    *, by: User, data: Mapping[str, Any], born_from: Event | None = None, people: Sequence[Person] = ()
) -> Network:
    """A network, of which `by` is the first moderator, and which asks `people`; nobody else is a member yet.

    `data` holds FIELDS, "themes" and "events". The letters to `people` wait in the outbox of `born_from`. Raises
    PermissionDenied, ValidationError by field.
    """
    if not may_make_network(by, born_from):
        raise PermissionDenied
    network = _assigned(Network(by=by, born_from=born_from), data)
    with transaction.atomic():
        network.slug = _free_slug(network.name)
        network.save()
        network.themes.set(data.get("themes", ()))
        network.events.set(data.get("events", [born_from] if born_from else ()))
        _join(network, person_of(by), role=Role.MODERATOR)
        log(instance=network, action="participants.make_network", user=by)
        if people and born_from:
            ask_people(network, born_from, people, by=by)
    return network


def change_network(network: Network, *, by: User, data: Mapping[str, Any]) -> Network:
    """What its moderators say of it. Raises PermissionDenied, ValidationError by field."""
    _check_moderates(by, network)
    _assigned(network, data)
    with transaction.atomic():
        network.save()
        for name in ("themes", "events"):
            if name in data:
                getattr(network, name).set(data[name])
        log(instance=network, action="participants.change_network", user=by)
    return network


def close_network(network: Network, *, by: User, closed: bool) -> None:
    """A closed network is read and not written; no digest leaves. Raises PermissionDenied."""
    if not may_manage_network(by, network):
        raise PermissionDenied
    network.closed_at = timezone.now() if closed else None
    network.save(update_fields=["closed_at"])
    action = "participants.close_network" if closed else "participants.open_network"
    log(instance=network, action=action, user=by)


def ask_people(network: Network, event: Event, people: Sequence[Person], *, by: User) -> int:
    """Asks those who were never asked: a letter to each in the outbox of `event`. How many. Raises PermissionDenied."""
    if not (may_make_network(by, event) or may_moderate(by, network)):
        raise PermissionDenied
    there = set(network.members.values_list("person", flat=True))
    new = [person for person in people if person.pk not in there]
    with transaction.atomic():
        NetworkMember.objects.bulk_create(
            [NetworkMember(network=network, person=person, key=new_key()) for person in new], batch_size=500
        )
        draft_letters(event, by=by, drafts=[_letter(network, event, person) for person in new], kind=KIND)
    return len(new)


def invite_to_network(network: Network, *, by: User, data: Mapping[str, Any]) -> NetworkMember:
    """A moderator asks somebody by "name" and "email"; the letter leaves, since the moderator pressed send.

    Raises PermissionDenied, ValidationError by field.
    """
    _check_moderates(by, network)
    name, email = one_line(data.get("name", "")), normalize_email(data.get("email", ""))
    with transaction.atomic():
        person = record_of({"name": name, "email": email}, by=by)
        member, is_new = NetworkMember.objects.get_or_create(
            network=network, person=person, defaults={"key": new_key()}
        )
        if not is_new and member.state not in (*BACK, State.ASKED, State.REQUESTED):
            raise ValidationError({"email": _("This person is a member, or was removed.")})
        member.state = State.ASKED
        token = _renew(member)
        subject, body = _words(network, person, _link(token), settings.LANGUAGE_CODE)
        deliver.enqueue(subject=subject, body=body, to=address_of(person) or email)
        log(instance=network, action="participants.ask_member", user=by)
    return member


def asked_at(token_hash: str) -> NetworkMember:
    """What a link in a letter opens. Raises NotValid."""
    asked = NetworkMember.objects.filter(token=token_hash, state=State.ASKED, asked_at__gte=timezone.now() - LINK_LASTS)
    member = asked.select_related("network__born_from", "person").first() if token_hash else None
    if member is None or member.network.closed_at:
        raise NotValid
    return member


def answer(member: NetworkMember, *, agrees: bool, consent: str) -> NetworkMember:
    """The answer of whoever was asked, given once; `consent` are the words that were agreed to. Raises NotValid."""
    with transaction.atomic():
        member = _locked(member)
        if member.state != State.ASKED or member.network.closed_at:
            raise NotValid
        member.token = ""
        if agrees:
            _activate(member, consent)
        else:
            member.state = State.DECLINED
        member.save()
    return member


def ask_to_join(network: Network, *, by: User, words: str = "", consent: str) -> NetworkMember:
    """Joins an open network, or asks its moderators; somebody who was asked, joins. Raises ValidationError in words."""
    if network.closed_at:
        raise ValidationError(_("This network is closed."))
    with transaction.atomic():
        member, _is_new = NetworkMember.objects.select_for_update().get_or_create(
            network=network, person=person_of(by), defaults={"key": new_key(), "state": State.LEFT}
        )
        if member.state == State.REMOVED:
            raise ValidationError(_("Ask the moderators to let you in again."))
        if member.state in {State.ACTIVE, State.REQUESTED}:
            return member
        if network.joining == Network.Joining.INVITATION and member.state != State.ASKED:
            raise ValidationError(_("This network takes those who were invited."))
        if network.joining == Network.Joining.OPEN or member.state == State.ASKED:
            _activate(member, consent)
        else:
            member.state, member.words, member.consent = State.REQUESTED, many_lines(words)[:1000], consent
        member.save()
    return member


def decide_request(member: NetworkMember, *, by: User, accept: bool) -> None:
    """Raises PermissionDenied; ValidationError where nothing is asked any more."""
    _check_moderates(by, member.network)
    with transaction.atomic():
        member = _locked(member)
        if member.state != State.REQUESTED:
            raise ValidationError(_("This request was answered meanwhile."))
        if accept:
            _activate(member, member.consent)
        else:
            member.state = State.REMOVED
        member.save()
        log(instance=member.network, action="participants.decide_member", user=by)


def leave_network(member: NetworkMember, *, successor: NetworkMember | None = None) -> None:
    """The member goes; the last moderator names a `successor`, or the network needs one.

    What was written stays. Raises ValidationError where the successor is no active member.
    """
    with transaction.atomic():
        Network.objects.select_for_update().get(pk=member.network_id)
        member = _locked(member)
        if successor:
            successor = _locked(successor)
            if successor.network_id != member.network_id or not successor.is_active or successor.pk == member.pk:
                raise ValidationError({"successor": _("Choose a member of this network.")})
            successor.role = Role.MODERATOR
            successor.save(update_fields=["role"])
        member.state, member.role, member.token = State.LEFT, Role.MEMBER, ""
        member.save(update_fields=["state", "role", "token"])


def remove_member(member: NetworkMember, *, by: User) -> None:
    """Raises PermissionDenied; ValidationError for the last moderator."""
    _check_moderates(by, member.network)
    with transaction.atomic():
        Network.objects.select_for_update().get(pk=member.network_id)
        member = _locked(member)
        if member.role == Role.MODERATOR and not _other_moderators(member).exists():
            raise ValidationError(_("A network has a moderator. Make somebody else one first."))
        member.state, member.role, member.token = State.REMOVED, Role.MEMBER, ""
        member.save(update_fields=["state", "role", "token"])
        log(instance=member.network, action="participants.remove_member", user=by)


def set_role(member: NetworkMember, *, by: User, role: str) -> None:
    """Raises PermissionDenied, ValidationError for somebody who is no member, and for the last moderator."""
    if not (may_moderate(by, member.network) or may_manage_network(by, member.network)):
        raise PermissionDenied
    with transaction.atomic():
        Network.objects.select_for_update().get(pk=member.network_id)
        member = _locked(member)
        if not member.is_active or role not in Role.values:
            raise ValidationError(_("Only members have a role."))
        if role == Role.MEMBER and member.role == Role.MODERATOR and not _other_moderators(member).exists():
            raise ValidationError(_("A network has a moderator. Make somebody else one first."))
        member.role = role
        member.save(update_fields=["role"])
        log(instance=member.network, action="participants.set_member_role", user=by, data={"role": role})


def set_membership(member: NetworkMember, *, data: Mapping[str, Any]) -> None:
    """One's own settings: SETTINGS. Raises ValidationError by field."""
    for field in SETTINGS:
        setattr(member, field, data.get(field, getattr(member, field)))
    member.clean_fields(exclude=["network", "person"])
    member.save(update_fields=SETTINGS)


def moderators_of(network: Network) -> Any:
    return network.members.filter(state=State.ACTIVE, role=Role.MODERATOR)


def fill(letter: Letter) -> str:
    """The letter with a link that nobody had before. Raises ValidationError where nothing is asked any more."""
    network = int(letter.about.partition(":")[2])
    with transaction.atomic():
        asked = NetworkMember.objects.select_for_update().filter(network=network, person=letter.person_id)
        member = asked.filter(state=State.ASKED).first()
        if member is None:
            raise ValidationError(_("The person has answered already."))
        token = _renew(member)
    return letter.body.replace(LINK, _link(token))


def new_key() -> str:
    return secrets.token_urlsafe(24)


def _assigned(network: Network, data: Mapping[str, Any]) -> Network:
    for field in FIELDS:
        setattr(network, field, data.get(field, getattr(network, field)))
    network.name, network.origin = one_line(network.name), one_line(network.origin)
    network.purpose = many_lines(network.purpose)
    network.clean_fields(exclude=["slug", "by", "born_from"])
    return network


def _free_slug(name: str) -> str:
    stem, number = slugify(name)[:50] or "network", 1
    slug = stem
    while Network.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{stem}-{number}"
    return slug


def _join(network: Network, person: Person, *, role: str) -> NetworkMember:
    member = NetworkMember(network=network, person=person, role=role, key=new_key())
    _activate(member, str(_("Made the network.")))
    member.save()
    return member


def _activate(member: NetworkMember, consent: str) -> None:
    """News count from now on."""
    member.state, member.consent = State.ACTIVE, consent
    member.consented_at = member.digested_until = timezone.now()


def _renew(member: NetworkMember) -> str:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    member.token, member.asked_at = hash_of(token), timezone.now()
    member.save(update_fields=["token", "asked_at", "state"])
    return token


def _link(token: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('participants:network_asked', args=[token])}"


def _letter(network: Network, event: Event, person: Person) -> Draft:
    subject, body = _words(network, person, LINK, event.language)
    return Draft(person, subject, body, about=f"network:{network.pk}")


def _words(network: Network, person: Person, link: str, language: str) -> tuple[str, str]:
    with translation.override(language):
        context = {"network": network, "name": person.name, "link": link, "days": LINK_LASTS.days}
        text = render_to_string("participants/letters/network.txt", context).strip()
    subject, _rest, body = text.partition("\n")
    return one_line(subject), body.strip()


def _other_moderators(member: NetworkMember) -> Any:
    return NetworkMember.objects.filter(network=member.network_id, state=State.ACTIVE, role=Role.MODERATOR).exclude(
        pk=member.pk
    )


def _locked(member: NetworkMember) -> NetworkMember:
    rows = NetworkMember.objects.select_for_update(of=("self",)).select_related("network", "person")
    return rows.get(pk=member.pk)


def _check_moderates(by: User, network: Network) -> None:
    if not may_moderate(by, network):
        raise PermissionDenied
    if network.closed_at:
        raise ValidationError({NON_FIELD_ERRORS: _("This network is closed.")})
