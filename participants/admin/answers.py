"""The answers of one registration at the desk: what is shown of them, and what it corrects."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from participants.admin.base import EventView
from participants.answers import sections_of
from participants.domain.answers import Said, answers_of, files_in, given_by, kept_in
from participants.domain.asked import asked_of, questions_in
from participants.domain.registration import change_answers
from participants.models import Question, Registration, Stage
from participants.permissions import may_read_needs
from participants.questions.files import keep_file
from participants.questions.form import QuestionsForm


def answered(registration: Registration, user: Any) -> dict[str, Any]:
    """What the page of a registration shows: what was answered, and the stages where the desk can correct it."""
    with_sensitive = may_read_needs(user, registration.event)
    return {
        "sections": sections_of(registration, with_sensitive=with_sensitive),
        "stages": [stage for stage in Stage if asked_at_desk(registration, stage, user)],
    }


def asked_at_desk(registration: Registration, stage: str, user: Any) -> list[Question]:
    """What people of this category are asked, without what `user` may not read."""
    questions = questions_in(asked_of(registration.event, stage, registration.category_id))
    if may_read_needs(user, registration.event):
        return questions
    return [question for question in questions if not question.is_sensitive]


class Answers(EventView):
    """Corrects the answers of one stage. That they were read is logged, as on the registration's own page."""

    template = "participants/admin/answers.html"

    def get(self, request: HttpRequest, pk: int, stage: str) -> HttpResponse:
        self.find(pk, stage)
        return self.show_form(self.form())

    def post(self, request: HttpRequest, pk: int, stage: str) -> HttpResponse:
        self.find(pk, stage)
        form = self.form(request.POST, request.FILES)
        if not (form.is_valid() and self.save(form)):
            return self.show_form(form)
        messages.success(request, _("The answers are saved."))
        return redirect(self.url("show", pk))

    def find(self, pk: int, stage: str) -> None:
        rows = self.registrations.select_related("person__user", "category")
        self.registration, self.stage = get_object_or_404(rows, pk=pk), stage
        self.registration.event = self.event
        self.questions = asked_at_desk(self.registration, stage, self.request.user)
        if not self.questions:
            raise Http404

    def form(self, *data: Any) -> QuestionsForm:
        self.answers = answers_of(self.registration)
        given, kept = given_by(self.answers, but=self.questions), kept_in(self.answers)
        files = files_in(self.answers)
        return QuestionsForm(*data, questions=self.questions, given=given, kept=kept, arrived=files)

    def save(self, form: QuestionsForm) -> bool:
        uploads = {name: keep_file(upload) if upload else None for name, upload in form.uploads.items()}
        files = {name: kept for name, kept in (files_in(self.answers) | uploads).items() if kept}
        said = Said(self.request.POST, files)
        shown = {"stage": self.stage, "questions": self.questions}
        try:
            change_answers(self.registration, by=self.request.user, said=said, **shown)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return False
        return True

    def show_form(self, form: QuestionsForm) -> HttpResponse:
        self.title = _("Answers of %(person)s") % {"person": self.registration.person}
        if may_read_needs(self.request.user, self.event):
            log(instance=self.registration, action="participants.read_private", user=self.request.user)
        return self.show(registration=self.registration, form=form)
