"""What experts say of themselves, in the directory and to whom; and that they say once a year that it is right."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.inspection.findings import PICTURES
from cms.inspection.run import inspect
from cms.models import Country
from participants.directory.entries import index_experts
from participants.domain.letters import address_of, deliver
from participants.domain.text import many_lines, one_line
from participants.erasing import delete_on_commit
from participants.models import ExpertProfile, Person, Publication, User
from participants.models.experts import Audience
from participants.models.people import languages
from participants.permissions import may_edit_person

FIELDS = ("is_listed", "languages", "regions", "availability", "available_from", "availability_note")
PHOTO_BYTES = 5 * 1024 * 1024
MOST_PUBLICATIONS = 30
YEAR = timedelta(days=365)
EVERY = 3600  # seconds
PARCEL = 200


def profile_of(person: Person) -> ExpertProfile:
    """The one there is, or a new one that is not saved."""
    return ExpertProfile.objects.filter(person=person).first() or ExpertProfile(person=person)


def save_profile(person: Person, *, by: User | None, data: Mapping[str, Any]) -> ExpertProfile:
    """Writes those of FIELDS that `data` holds, "biography", "expertise" (themes), "publications" (mappings of title,
    where, year, url), "audiences" (by field) and "photo" (a file; False takes it away).

    Saying it anew is confirming it. Raises PermissionDenied, ValidationError by field.
    """
    if by and not may_edit_person(by, person):
        raise PermissionDenied
    profile = profile_of(person)
    for field in FIELDS:
        setattr(profile, field, data.get(field, getattr(profile, field)))
    _check(profile, data)
    photo = _checked_photo(data.get("photo"))
    with transaction.atomic():
        old = profile.photo if data.get("photo") or data.get("photo") is False else None
        _write(profile, person, data)
        if old:
            delete_on_commit([type(old)(profile, profile._meta.get_field("photo"), old.name)])
            profile.photo = ""
        if photo:
            profile.photo.save("photo.jpg", photo, save=False)
        profile.save()
        _write_rows(profile, data)
        log(instance=person, action="participants.change_expert", user=by, data={"fields": sorted(data)})
    index_experts([person.pk])
    return profile


def confirm_profile(person: Person, *, by: User) -> None:
    """All of it is still right, today. Raises PermissionDenied."""
    if not may_edit_person(by, person):
        raise PermissionDenied
    ExpertProfile.objects.filter(person=person).update(confirmed_on=timezone.localdate())
    log(instance=person, action="participants.confirm_expert", user=by)


def remind_experts() -> int:
    """Once a year a letter to each listed expert who has not confirmed for a year; how many left.

    What they subscribed to by being listed, so nobody presses send. A row is marked in the transaction that queues its
    letter: whatever is killed, nobody gets two.
    """
    if not cache.add("remind_experts", 1, EVERY):
        return 0
    since = timezone.localdate() - YEAR
    old = Q(confirmed_on__lte=since) & (Q(reminded_on__isnull=True) | Q(reminded_on__lte=since))
    ids = list(ExpertProfile.objects.filter(old, is_listed=True).values_list("pk", flat=True)[:PARCEL])
    return sum(_remind(pk) for pk in ids)


def region_choices() -> list[tuple[str, str]]:
    """M49 regions and subregions of the list of countries."""
    rows = Country.objects.exclude(subregion="").order_by("region", "subregion").values_list("region", "subregion")
    names = dict.fromkeys(name for pair in rows.distinct() for name in pair)
    return [(name, name) for name in names]


def _check(profile: ExpertProfile, data: Mapping[str, Any]) -> None:
    errors: dict[str, Any] = {}
    if not set(profile.languages) <= {code for code, _name in languages()}:
        errors["languages"] = _("Choose among the languages offered.")
    if not set(profile.regions) <= {name for name, _label in region_choices()}:
        errors["regions"] = _("Choose among the regions offered.")
    wrong = set(data.get("audiences", {})) - set(ExpertProfile.FIELDS)
    if wrong or not set(data.get("audiences", {}).values()) <= set(Audience.values):
        errors["audiences"] = _("Choose who may read each part.")
    if profile.availability == ExpertProfile.Availability.LATER and not profile.available_from:
        errors["available_from"] = _("Say from which day.")
    if errors:
        raise ValidationError(errors)


def _checked_photo(upload: File | None) -> File | None:
    if not upload:
        return None
    try:
        inspect(upload, max_bytes=PHOTO_BYTES, formats=PICTURES)
    except ValidationError as refusal:
        raise ValidationError({"photo": refusal}) from None
    return _shrunk(upload)


def _shrunk(upload: File) -> File:
    """Anew, as a small JPEG: what else the file told (place, camera) is gone."""
    import io

    from django.core.files.base import ContentFile
    from PIL import Image, ImageOps

    with Image.open(upload, formats=["JPEG", "PNG"]) as picture:
        drawn = ImageOps.exif_transpose(picture).convert("RGB")
    drawn.thumbnail((480, 480))
    target = io.BytesIO()
    drawn.save(target, "JPEG", quality=85)
    return ContentFile(target.getvalue())


def _write(profile: ExpertProfile, person: Person, data: Mapping[str, Any]) -> None:
    profile.availability_note = one_line(profile.availability_note)
    profile.audiences = {**profile.audiences, **data.get("audiences", {})}
    profile.confirmed_on = timezone.localdate()
    profile.listed_at = (profile.listed_at or timezone.now()) if profile.is_listed else None
    profile.clean_fields(exclude=["person", "photo"])
    if "biography" in data:
        person.biography = many_lines(data["biography"])
        person.clean_fields(exclude=[each.name for each in person._meta.fields if each.name != "biography"])
        person.save(update_fields=["biography", "updated_at"])


def _write_rows(profile: ExpertProfile, data: Mapping[str, Any]) -> None:
    if "expertise" in data:
        profile.expertise.set(data["expertise"])
    if "publications" in data:
        rows = [_publication(profile, row) for row in list(data["publications"])[:MOST_PUBLICATIONS]]
        profile.publications.all().delete()
        Publication.objects.bulk_create(rows)


def _publication(profile: ExpertProfile, row: Mapping[str, Any]) -> Publication:
    made = Publication(profile=profile, title=one_line(row["title"]), where=one_line(row.get("where") or ""))
    made.year, made.url = row.get("year"), row.get("url") or ""
    made.clean_fields(exclude=["profile"])
    return made


def _remind(pk: int) -> bool:
    with transaction.atomic():
        since = timezone.localdate() - YEAR
        due = ExpertProfile.objects.select_for_update().filter(pk=pk, confirmed_on__lte=since)
        profile = due.filter(Q(reminded_on__isnull=True) | Q(reminded_on__lte=since)).first()
        if profile is None:
            return False
        profile.reminded_on = timezone.localdate()
        profile.save(update_fields=["reminded_on"])
        if address := address_of(profile.person):
            deliver.enqueue(**_letter(profile), to=address)
        return bool(address)


def _letter(profile: ExpertProfile) -> dict[str, str]:
    address = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('participants:expert_edit')}"
    with translation.override(settings.LANGUAGE_CODE):
        context = {"name": profile.person.name, "since": profile.confirmed_on, "address": address}
        text = render_to_string("participants/letters/expert_confirm.txt", context).strip()
    subject, _rest, body = text.partition("\n")
    return {"subject": one_line(subject), "body": f"{body.strip()}\n"}


def forget_expert(person: Person) -> None:
    """With photo, entries and shortlists."""
    for profile in ExpertProfile.objects.filter(person=person):
        delete_on_commit([profile.photo])
        profile.delete()
    for rows in (person.expert_entries, person.shortlist_entries):
        rows.all().delete()
