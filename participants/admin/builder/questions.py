"""Adding, changing and removing questions, and when they are shown."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participants.admin.builder.base import BuilderView, known_number, offer_again
from participants.admin.builder.forms import ConditionForm, QuestionForm
from participants.domain.form_building import (
    add_question,
    built_form,
    change_question,
    condition_in_words,
    duplicate_question,
    move_question,
    possible_deciders,
    remove_question,
    restore_question,
    set_condition,
    stamp_of,
)
from participants.models import FormSection, Question
from participants.questions import KINDS

TO_THE_END = 10**6


class AddQuestion(BuilderView):
    template = "participants/admin/builder/question.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show_question(QuestionForm(question=self.new(pk)))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        new = self.new(pk)
        form = QuestionForm(request.POST, question=new)
        if form.is_valid():
            try:
                made = add_question(new.section, by=request.user, kind=new.kind, data=form.cleaned_data)
            except ValidationError as refused:
                form.add_error(None, refused)
            else:
                messages.success(request, _("The question is added."))
                return self.back(f"question-{made.pk}")
        return self.show_question(form)

    def new(self, pk: int) -> Question:
        section, kind = self.section(pk), self.request.GET.get("kind", "")
        if kind not in KINDS:
            raise Http404
        self.title = _("New question: %(kind)s") % {"kind": KINDS[kind].label}
        return Question(section=section, kind=kind, is_sensitive=KINDS[kind].is_sensitive)

    def show_question(self, form: QuestionForm) -> HttpResponse:
        return self.show(form=form)


class EditQuestion(BuilderView):
    template = "participants/admin/builder/question.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        question = self.known(pk)
        return self.show_question(question, QuestionForm(question=question))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        question = self.known(pk)
        form = QuestionForm(request.POST, question=question)
        if form.is_valid():
            seen = form.cleaned_data["seen"]
            try:
                change_question(question, by=request.user, data=form.cleaned_data, seen=seen)
            except ValidationError as refused:
                offer_again(form, refused, stamp_of(self.question(pk)))
            else:
                messages.success(request, _("The question is saved."))
                return self.back(f"question-{pk}")
        return self.show_question(question, form)

    def known(self, pk: int) -> Question:
        """One that is asked, of a kind that there is."""
        question = self.question(pk)
        if question.kind not in KINDS or question.removed_at:
            raise Http404
        return question

    def show_question(self, question: Question, form: QuestionForm) -> HttpResponse:
        self.title = question.label
        others = [section for section in built_form(self.event) if section.pk != question.section_id]
        return self.show(
            form=form,
            question=question,
            kind=KINDS[question.kind].label,
            condition=condition_in_words(question),
            answered=question.answers.count(),
            sections=others,
        )


class Condition(EditQuestion):
    """First the question that decides, by `on` in the address; then its answers. Without scripts, too."""

    template = "participants/admin/builder/condition.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        question = self.known(pk)
        deciders = possible_deciders(question)
        decider = self.chosen(deciders, request.GET.get("on") or question.shown_if_id)
        form = ConditionForm(question=question, decider=decider) if decider else None
        return self.show_condition(question, deciders, decider, form)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        question = self.known(pk)
        deciders = possible_deciders(question)
        decider = self.chosen(deciders, request.POST.get("on"))
        if decider is None:
            return self.free(question)
        form = ConditionForm(request.POST, question=question, decider=decider)
        if form.is_valid():
            values, seen = form.cleaned_data["values"], form.cleaned_data["seen"]
            try:
                set_condition(question, by=request.user, shown_if=decider, values=values, seen=seen)
            except ValidationError as refused:
                offer_again(form, refused, stamp_of(self.question(pk)))
            else:
                messages.success(request, _("The condition is saved."))
                return self.back(f"question-{pk}")
        return self.show_condition(question, deciders, decider, form)

    def free(self, question: Question) -> HttpResponse:
        change = {"by": self.request.user, "shown_if": None, "values": []}
        if self.attempt(lambda: set_condition(question, **change)):
            messages.success(self.request, _("The question is always shown."))
        return self.back(f"question-{question.pk}")

    def chosen(self, deciders: list[Question], pk: Any) -> Question | None:
        """404 for one that cannot decide, such as that of another event."""
        if not pk:
            return None
        found = next((one for one in deciders if one.pk == known_number(pk)), None)
        if found is None:
            raise Http404
        return found

    def show_condition(
        self, question: Question, deciders: list[Question], decider: Question | None, form: ConditionForm | None
    ) -> HttpResponse:
        self.title = _("When is it shown?")
        return self.show(question=question, deciders=deciders, decider=decider, form=form)


class PutQuestion(BuilderView):
    """Into another section, at its end."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.back()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        question, section = self.question(pk), self.section(request.POST.get("section"))
        if self.attempt(lambda: move_question(question, by=request.user, section=section, place=TO_THE_END)):
            messages.success(request, moved_to(section))
        return self.back(f"question-{pk}")


def moved_to(section: FormSection) -> str:
    return _("The question is in “%(section)s” now.") % {"section": section}


class DuplicateQuestion(BuilderView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.back()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        made: list[Question] = []
        question = self.question(pk)
        if not self.attempt(lambda: made.append(duplicate_question(question, by=request.user))):
            return self.back(f"question-{pk}")
        return redirect(self.to("question", made[0].pk))


class RemoveQuestion(BuilderView):
    """Asks first, and says how many have answered."""

    template = "participants/admin/builder/remove.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        question = self.question(pk)
        self.title = _("Remove “%(title)s”") % {"title": question.label}
        return self.show(sentences=[told(question.answers.count())], submit=_("Remove the question"))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        kept: list[int] = []
        question = self.question(pk)
        if self.attempt(lambda: kept.append(remove_question(question, by=request.user))):
            words = _("The question is removed. %(what)s") % {"what": told(kept[0])}
            messages.success(request, words if kept[0] else _("The question is removed."))
        return self.back()


def told(answers: int) -> str:
    words = ngettext(
        "%(count)s person has answered it. The answer is kept, and the question can be asked again.",
        "%(count)s people have answered it. The answers are kept, and the question can be asked again.",
        answers,
    )
    return words % {"count": answers} if answers else _("Nobody has answered it yet: it is gone then.")


class RestoreQuestion(BuilderView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.back()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        freed: list[bool] = []
        question = self.question(pk)
        if self.attempt(lambda: freed.append(restore_question(question, by=request.user))):
            messages.success(request, _("“%(question)s” is asked again.") % {"question": question})
            if freed[0]:
                messages.warning(request, _("It is always shown: the question it depended on is asked no more."))
        return self.back(f"question-{pk}")
