"""Letters to groups: placeholders, preview, outbox."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from cms.models import EventLogEntry
from participants.domain import placeholders
from participants.domain.group_mail import (
    delete_group_letter,
    draft_group_letter,
    recipients,
    save_group_letter,
    save_template,
)
from participants.domain.outbox import send_letters
from participants.domain.privacy.readings import readings_of
from participants.models import GroupLetter, Letter, LetterTemplate
from tests.factories.cms import CountryFactory
from tests.factories.participants import QuestionFactory, RegistrationFactory
from tests.roles import make_user

from .conftest import answer, named, sensitive

pytestmark = pytest.mark.django_db


def written(event, by, subject="Hello {name}", body="Text", group=None):
    letter = GroupLetter(event=event, subject=subject, body=body, group={"filters": {}} if group is None else group)
    return save_group_letter(letter, by=by)


def bodies():
    return list(Letter.objects.order_by("pk").values_list("body", flat=True))


def test_everything_in_braces_is_filled_in(event, organiser, question):
    ana = named(event, "Ana {event} Lim", person__honorific="H.E.", person__country=CountryFactory(code="KE"))
    answer(ana, question, "French")
    names = " | ".join(f"{{{name}}}" for name in placeholders.PLACEHOLDERS)
    body = f"{names} | {{answer:Language of your talk}} | {{ANSWER: language  of YOUR talk }}"
    draft_group_letter(written(event, organiser, "For {name}", body), by=organiser)
    days = placeholders.dates_of(event)
    link = placeholders.link_of(event)
    said = "Ana {event} Lim | H.E. | Institute of Invented Studies | Researcher | Kenya | Expert | approved"
    place = f"Meeting on Open Data | {days} | {event.venue or ''} | {link} | French | French"
    assert (Letter.objects.get().subject, bodies()) == ("For Ana {event} Lim", [f"{said} | {place}"])


@pytest.mark.parametrize(
    "text",
    [
        *("{name.__class__}", "{0}", "{}", "{{", "{{name}}", "{ name}", "{name!r}", "{name:>9999999999}", "{%debug%}"),
        *("{email}", "{answer:}", "{answer:Nothing asked}", "}", "{name", "{registration.person.user.password}"),
        "{" + "x" * 9000 + "}",
    ],
)
def test_what_stands_for_nothing_is_refused_beside_its_field(event, organiser, text):
    for field in ("subject", "body"):
        with pytest.raises(ValidationError) as refused:
            written(event, organiser, **{field: text[:190] if field == "subject" else text})
        assert list(refused.value.message_dict) == [field]
    assert GroupLetter.objects.count() == 0


def test_unknown_placeholders_name_the_known_ones(client, event, organiser, address):
    named(event, "Ana")
    page = client.post(address("letter_write"), {"whom": "all", "subject": "Hello", "body": "Dear {nmae}"})
    assertContains(page, "There is no placeholder {nmae}. These are known: {name}, {honorific}")
    assertContains(page, "Dear {nmae}")


def test_sensitive_and_foreign_questions_are_no_placeholders(event, organiser, question):
    sensitive(question)
    foreign = QuestionFactory(label="Asked elsewhere")
    for label in (question.label, foreign.label):
        with pytest.raises(ValidationError):
            written(event, organiser, body=f"{{answer:{label}}}")


def test_twice_is_once_and_nothing_leaves_by_itself(event, organiser, mailoutbox):
    named(event, "Ana"), named(event, "Bo", person__email="")
    letter = written(event, organiser)
    assert [draft_group_letter(letter, by=organiser) for _ in range(2)] == [1, 0]
    assert list(Letter.objects.values_list("subject", "kind", "about", "state")) == [
        ("Hello Ana", "group", f"group:{letter.pk}", "draft")
    ]
    assert (letter.count, mailoutbox) == (1, [])
    log = EventLogEntry.objects.filter(event=event, action="participants.draft_group_letter").get()
    assert log.message == "“Hello {name}” written to 1 people"
    for act in (save_group_letter, delete_group_letter):
        with pytest.raises(ValidationError):
            act(letter, by=organiser)
    assert len(send_letters(event, by=organiser, ids=[Letter.objects.get().pk])) == 1


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("Dear {name}", "e-mail and telephone"),
        ("You speak {answer:Language of your talk}", "e-mail and telephone, answers to the form"),
    ],
)
def test_whom_a_letter_was_written_to_reads_so_in_my_data(event, organiser, question, body, what):
    ana, bo = named(event, "Ana"), named(event, "Bo", person__email="")
    answer(ana, question, "French")
    draft_group_letter(written(event, organiser, body=body), by=organiser)
    told = [(one.office, one.what, one.event, one.is_export) for one in readings_of(ana.person)]
    assert told == [("organiser", what, event, True)]
    assert readings_of(bo.person) == []
    log = EventLogEntry.objects.filter(event=event, action="participants.export_private").get()
    assert log.message == "Contact, needs or answers of 1 people exported: letter “Hello {name}”"


def test_nobody_reached_is_told(event, organiser):
    named(event, "Bo", person__email="")
    with pytest.raises(ValidationError):
        draft_group_letter(written(event, organiser), by=organiser)
    assert Letter.objects.count() == 0


def test_only_organisers_write_and_only_to_their_event(event, organiser, desk, elsewhere):
    ana = named(event, "Ana")
    letter = written(event, organiser, group={"ids": [ana.pk, elsewhere["registration"].pk]})
    assert list(recipients(letter, by=organiser)) == [ana]
    for user in (desk, make_user("rapporteur", event), make_user("organiser", elsewhere["event"])):
        for act in (save_group_letter, draft_group_letter, delete_group_letter):
            with pytest.raises(PermissionDenied):
                act(letter, by=user)


def test_templates_are_the_events_or_shared_by_the_secretariat(client, event, organiser, address, elsewhere):
    typed = {"name": "Practical", "subject": "For {event}", "body": "Dear {name}"}
    client.post(address("template_write"), typed | {"for_all": "on"})
    own = LetterTemplate.objects.get()
    assert own.event == event
    shared = LetterTemplate.objects.create(name="Shared", subject="S", body="B")
    foreign = LetterTemplate.objects.create(event=elsewhere["event"], name="Theirs", subject="S", body="B")
    for row in (shared, foreign):
        assert client.post(address("template", row.pk), {"delete": "1"}).status_code == 404
        with pytest.raises(PermissionDenied):
            save_template(row, event, by=organiser)
    page = client.get(address("letters"))
    assert [row["row"] for row in page.context["templates"]] == [own, shared]
    named(event, "Ana")
    page = client.get(address("letter_write"), {"whom": "all", "template": own.pk})
    assertContains(page, "Dear {name}")
    assert client.get(address("letter_write"), {"whom": "all", "template": foreign.pk}).status_code == 404
    client.force_login(make_user("secretariat"))
    client.post(address("template", own.pk), typed | {"for_all": "on"})
    own.refresh_from_db()
    assert own.event is None
    assertContains(client.post(address("template", own.pk), typed | {"subject": "{x}"}), "There is no placeholder {x}")


def test_from_the_list_to_the_outbox(client, event, organiser, address, elsewhere):
    ana, bo = named(event, "Ana"), named(event, "Bo", person__email="")
    named(event, "Cy", status="declined")
    assertContains(client.get(address("letter_write")), "Nobody was chosen")
    page = client.get(address("letter_write"), {"whom": "all", "status": "approved"})
    assertContains(page, "To 2 people")
    assertContains(page, "1 of them has no address")
    text = {"subject": "For {name}", "body": "Dear {name}"}
    answered = client.post(address("letter_write"), {"id": [bo.pk, ana.pk, elsewhere["registration"].pk]} | text)
    letter = GroupLetter.objects.get()
    assertRedirects(answered, address("letter", letter.pk))
    shown = [client.get(address("letter", letter.pk), {"p": page}).context["draft"].body for page in (1, 2, "x", 99)]
    assert shown == ["Dear Ana", "Dear Bo", "Dear Ana", "Dear Bo"]
    client.post(address("letter_change", letter.pk), text | {"body": "Dear {honorific} {name}"})
    drafted = client.post(address("letter", letter.pk))
    assertRedirects(drafted, f"{reverse('outbox:index', args=[event.slug])}?kind=group")
    assert bodies() == ["Dear  Ana"]
    assertContains(client.post(address("letter", letter.pk), {"discard": "1"}, follow=True), "It is in the outbox")


def test_a_letter_of_another_event_is_not_found(client, event, organiser, address, elsewhere):
    foreign = GroupLetter.objects.create(event=elsewhere["event"], subject="S", body="B")
    for name in ("letter", "letter_change"):
        assert client.get(address(name, foreign.pk)).status_code == 404
        assert client.post(address(name, foreign.pk), {"discard": "1"}).status_code == 404


@pytest.mark.parametrize("number", [2, 20])
def test_statements_of_drafting_do_not_grow(event, organiser, question, number, django_assert_max_num_queries):
    for registration in RegistrationFactory.create_batch(number, event=event):
        answer(registration, question, "French")
    letter = written(event, organiser, body="{name} {answer:Language of your talk} {country} {category}")
    with django_assert_max_num_queries(16):
        assert draft_group_letter(letter, by=organiser) == number
