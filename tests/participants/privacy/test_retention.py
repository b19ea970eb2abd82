from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django.asserts import assertContains

from cms.models import Event, EventLogEntry
from participants.domain.privacy import orphans, retention
from participants.domain.privacy.notices import notice_of, publish_notice
from participants.models import Answer, DataExport, Registration, RegistrationDraft, RegistrationSetup
from tests.factories.cms import published_event
from tests.factories.participants import (
    AnswerFactory,
    PersonFactory,
    QuestionFactory,
    RegistrationFactory,
    RegistrationSetupFactory,
    UserFactory,
)
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def over(event):
    """An event whose last day was 31 days ago, in its own zone."""
    last = timezone.now().astimezone(event.tz).date() - timedelta(days=31)
    Event.objects.filter(pk=event.pk).update(start_date=last, end_date=last)
    event.refresh_from_db()
    return event


def removed(event):
    entries = EventLogEntry.objects.filter(event=event, action=retention.ACTION).order_by("pk")
    return {key: value for entry in entries for key, value in entry.data["removed"].items()}


def test_b172_what_is_over_goes_and_what_has_no_days_stays(over, with_file):
    registration = RegistrationFactory(event=over, needs="Step-free access", motivation="A paper")
    diet = QuestionFactory(section__event=over, label="Diet?", keep_days=30)
    later = QuestionFactory(section=diet.section, label="Hotel?", keep_days=31)
    endless = QuestionFactory(section=diet.section, label="Topic?")
    rows = [AnswerFactory(registration=registration, question=question) for question in (diet, later, endless)]
    path = with_file(rows[0])
    RegistrationDraft.objects.create(event=over, person=registration.person)
    assert retention.remove_expired() == 3
    registration.refresh_from_db()
    assert (registration.needs, registration.motivation) == ("", "A paper")
    assert list(Answer.objects.values_list("question__label", flat=True)) == ["Hotel?", "Topic?"]
    assert not Path(path).exists()
    assert not RegistrationDraft.objects.exists()
    assert removed(over) == {"access, diet or other needs": 1, "Diet?": 1, "unfinished forms": 1}


def test_nothing_goes_a_day_too_early_or_twice(over):
    RegistrationFactory(event=over, needs="Step-free access")
    RegistrationSetup.objects.update(needs_keep_days=31)
    assert retention.remove_expired() == 0
    assert Registration.objects.get().needs == "Step-free access"
    RegistrationSetup.objects.update(needs_keep_days=30)
    assert [retention.remove_expired(), retention.remove_expired()] == [1, 0]
    assert len(removed(over)) == 1


def test_a_stop_in_between_leaves_what_the_next_run_completes(over, with_file, monkeypatch):
    """The file is gone and the row is not: the row was due, and goes with the next run."""
    registration = RegistrationFactory(event=over)
    question = QuestionFactory(section__event=over, keep_days=1)
    path = with_file(AnswerFactory(registration=registration, question=question))

    class Killed(BaseException):
        pass

    def killed(*_args, **_kwargs):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(retention, "log", killed)
        with pytest.raises(Killed):
            retention.remove_expired()
    assert (Answer.objects.count(), Path(path).exists(), removed(over)) == (1, False, {})
    assert retention.remove_expired() == 1
    assert Answer.objects.count() == 0


def test_contact_of_people_without_an_account_goes_where_the_event_says_so(over):
    gone, comes_again, has_account = (
        RegistrationFactory(event=over, person=person).person
        for person in (PersonFactory(), PersonFactory(), PersonFactory(user=UserFactory()))
    )
    ahead = published_event(start_date="2100-01-01", end_date="2100-01-02")
    RegistrationSetupFactory(event=ahead, contact_keep_days=1)
    RegistrationFactory(event=ahead, person=comes_again)
    assert retention.remove_expired() == 0  # the control: no days, nothing goes
    RegistrationSetup.objects.update(contact_keep_days=30)
    assert retention.remove_expired() == 1
    for person in (gone, comes_again, has_account):
        person.refresh_from_db()
    assert [bool(person.email) for person in (gone, comes_again, has_account)] == [False, True, True]


def test_copies_old_letters_and_files_of_nobody_go(over, person, with_file, tmp_path, monkeypatch):
    old = timezone.now() - timedelta(days=40)
    DataExport.objects.create(person=person, state="done", expires_at=old)
    DataExport.objects.create(person=person, state="done", expires_at=timezone.now() + timedelta(days=1))
    for finished in (old, timezone.now()):
        DBTaskResult.objects.create(
            status="SUCCESSFUL", args_kwargs={}, task_path="x", run_after=old, finished_at=finished
        )
    answer = AnswerFactory(registration__event=over)
    kept, lost = with_file(answer), with_file(AnswerFactory(registration__event=over))
    Answer.objects.exclude(pk=answer.pk).update(file="")
    assert orphans.remove_orphans() == 0  # the control: too young
    monkeypatch.setattr(orphans, "AT_LEAST", timedelta(0))
    assert retention.remove_expired() >= 3
    assert (DataExport.objects.count(), DBTaskResult.objects.filter(task_path="x").count()) == (1, 1)
    assert (Path(kept).exists(), Path(lost).exists()) == (True, False)


@pytest.fixture
def unsent(over, person, with_file):
    """A form that was begun, with a file attached; the file's path."""
    path = with_file(answer := AnswerFactory(registration__event=over))
    facts = {"file": Answer.objects.get(pk=answer.pk).file.name, "name": "scan.pdf", "format": "pdf", "size": 5}
    Answer.objects.update(file="")
    RegistrationDraft.objects.create(event=over, person=person, data={"files": {"q_1": facts}})
    return path


def test_a_form_that_was_never_sent_goes_with_its_files(unsent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        retention.remove_expired()
    assert (RegistrationDraft.objects.count(), Path(unsent).exists()) == (0, False)


def test_files_of_a_form_that_is_not_sent_yet_stay(unsent, monkeypatch):
    path, draft = unsent, RegistrationDraft.objects.get()
    monkeypatch.setattr(orphans, "AT_LEAST", timedelta(0))
    orphans.remove_orphans()
    assert Path(path).exists()
    draft.delete()  # the control: nothing names the file any more
    orphans.remove_orphans()
    assert not Path(path).exists()


def test_the_worker_does_it_once_a_day(over, work):
    RegistrationFactory(event=over, needs="Step-free access")
    assert [retention.request_removal(), retention.request_removal()] == [True, False]
    assert work("remove_in_background") == 1
    assert removed(over)
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(hours=25))
    assert retention.request_removal()


def test_the_command_does_it_by_a_timer(over, capsys):
    RegistrationFactory(event=over, needs="Step-free access")
    call_command("remove_expired")
    assert capsys.readouterr().out == "1 removed.\n"


# --- The page of the event ----------------------------------------------------------------------------------


@pytest.fixture
def organiser(client, event):
    client.force_login(make_user("organiser", event))
    return client


def test_the_page_says_what_why_who_and_until_when(organiser, event):
    Event.objects.filter(pk=event.pk).update(start_date=date(2100, 1, 1), end_date=date(2100, 1, 2))
    question = QuestionFactory(section__event=event, label="Diet?", purpose="for the kitchen", keep_days=10)
    AnswerFactory(registration__event=event, question=question)
    page = organiser.get(reverse("privacy:event", args=[event.slug]))
    for words in ("Diet?", "For the kitchen", "12 January 2100", "1 February 2100", "as long as the registration"):
        assertContains(page, words)


def test_b172_the_page_tells_what_was_removed(organiser, over):
    RegistrationFactory.create_batch(2, event=over, needs="Step-free access")
    retention.remove_expired()
    assertContains(organiser.get(reverse("privacy:event", args=[over.slug])), "2 on")


def test_organisers_set_the_days(organiser, event):
    url = reverse("privacy:event", args=[event.slug])
    for typed in ("", "-1", "9" * 30, "x"):
        page = organiser.post(url, {"needs_keep_days": typed})
        assertContains(page, "error-message")
    organiser.post(url, {"needs_keep_days": "5", "motivation_keep_days": "", "contact_keep_days": "365"})
    setup = RegistrationSetup.objects.get(event=event)
    assert (setup.needs_keep_days, setup.motivation_keep_days, setup.contact_keep_days) == (5, None, 365)
    assert EventLogEntry.objects.get(action="participants.set_retention").changes["needs_keep_days"] == ["30", "5"]


def test_each_version_of_the_notice_is_kept(organiser, client, event, person):
    url = reverse("privacy:notice", args=[event.slug])
    assertContains(organiser.post(url, {"text": "Words", "controller": ""}), "This field is required.")
    for text in ("First words", "Second words", "Second words"):
        organiser.post(url, {"text": text, "controller": "Office, privacy@example.org"})
    assert list(event.privacy_notices.values_list("number", "text")) == [(2, "Second words"), (1, "First words")]
    client.force_login(person.user)
    form = client.get(reverse("participants:register", args=[event.slug]))
    assertContains(form, "privacy@example.org")
    assertContains(form, "Version 2 of this notice")


def test_the_same_notice_again_is_no_new_version(event):
    words = {"text": "Words", "controller": "Office"}
    assert publish_notice(event, by=None, data=words) == publish_notice(event, by=None, data=words) == notice_of(event)


@pytest.mark.parametrize("number", [2, 20])
def test_statements_of_the_page_do_not_grow(organiser, event, number, django_assert_max_num_queries):
    question = QuestionFactory(section__event=event)
    for _ in range(number):
        asked = QuestionFactory(section=question.section, keep_days=3)
        AnswerFactory(registration__event=event, question=asked)
    url = reverse("privacy:event", args=[event.slug])
    organiser.get(url)
    with django_assert_max_num_queries(18):
        organiser.get(url)
