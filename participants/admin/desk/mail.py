"""Letters to groups: written from a template or not, looked at person by person, put into the outbox."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.models import Role
from cms.numbers import key_of
from cms.permissions import is_secretariat
from participants.domain import group_mail
from participants.domain.letters import address_of
from participants.domain.placeholders import PLACEHOLDERS, questions_of
from participants.models import GroupLetter, LetterTemplate
from participants.views.base import attempt

from .base import DeskScreen, group_of, pairs_of
from .forms import GroupLetterForm, TemplateForm

SHOWN = 20


class MailScreen(DeskScreen):
    roles = (Role.ORGANISER,)

    @property
    def letters(self) -> QuerySet[GroupLetter]:
        return GroupLetter.objects.filter(event=self.event)

    @cached_property
    def templates(self) -> QuerySet[LetterTemplate]:
        return group_mail.templates_for(self.event)

    def known(self) -> dict[str, Any]:
        """What may stand in braces."""
        own = [{"name": name, "meaning": meaning} for name, (meaning, _value) in PLACEHOLDERS.items()]
        asked = [{"name": f"answer:{q.label}", "meaning": _("the answer")} for q in questions_of(self.event).values()]
        return {"placeholders": [*own, *asked]}

    def find_letter(self, pk: int) -> GroupLetter:
        letter = get_object_or_404(self.letters, pk=pk)
        letter.event = self.event
        return letter


class LetterList(MailScreen):
    title = gettext_lazy("Letters to groups")
    template = "participants/admin/desk/letters.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        templates = [
            {"row": row, "may_keep": row.event_id is not None or is_secretariat(request.user)} for row in self.templates
        ]
        return self.show(letters=self.letters.select_related("by")[:SHOWN], templates=templates)


class WriteLetter(MailScreen):
    """A new letter to those chosen on the list; `template` in the address fills it in at first."""

    title = gettext_lazy("Write to a group")
    template = "participants/admin/desk/letter_write.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        letter = self.new(group_of(request.GET))
        if chosen := key_of(request.GET.get("template", "")):
            template = get_object_or_404(self.templates, pk=chosen)
            letter.subject, letter.body = template.subject, template.body
        return self.ask(letter, GroupLetterForm(row=letter))

    def post(self, request: HttpRequest) -> HttpResponse:
        letter = self.new(group_of(request.POST))
        form = GroupLetterForm(request.POST, row=letter)
        if not attempt(form, keep_letter, form, by=request.user):
            return self.ask(letter, form)
        return redirect(self.url("letter", letter.pk))

    def new(self, group: dict[str, Any]) -> GroupLetter:
        return GroupLetter(event=self.event, group=group)

    def ask(self, letter: GroupLetter, form: GroupLetterForm) -> HttpResponse:
        people = group_mail.recipients(letter, by=self.request.user)
        facts = {"number": people.count(), "unreachable": group_mail.without_address(people).count()}
        return self.show(form=form, pairs=pairs_of(letter.group), templates=self.templates, **facts, **self.known())


class ChangeLetter(MailScreen):
    title = gettext_lazy("Change the letter")
    template = "participants/admin/desk/letter_write.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        letter = self.find_letter(pk)
        return self.ask(letter, GroupLetterForm(row=letter))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        letter = self.find_letter(pk)
        form = GroupLetterForm(request.POST, row=letter)
        if not attempt(form, keep_letter, form, by=request.user):
            return self.ask(letter, form)
        return redirect(self.url("letter", letter.pk))

    def ask(self, letter: GroupLetter, form: GroupLetterForm) -> HttpResponse:
        people = group_mail.recipients(letter, by=self.request.user)
        facts = {"number": people.count(), "unreachable": group_mail.without_address(people).count()}
        return self.show(form=form, letter=letter, **facts, **self.known())


class PreviewLetter(MailScreen):
    """The letter as each recipient gets it, one after the other, and the button that puts all into the outbox."""

    title = gettext_lazy("Preview")
    template = "participants/admin/desk/letter_preview.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        letter = self.find_letter(pk)
        people = group_mail.recipients(letter, by=request.user)
        page = Paginator(people, 1).get_page(request.GET.get("p"))
        person = next(iter(page.object_list), None)
        draft = next(group_mail.written_to(letter, [person]), None) if person else None
        unreachable = group_mail.without_address(people)
        return self.show(
            letter=letter,
            page=page,
            person=person,
            draft=draft,
            address=address_of(person.person) if person else "",
            unreachable=unreachable[:SHOWN],
            unreachable_number=unreachable.count(),
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        letter = self.find_letter(pk)
        do = self.discard if "discard" in request.POST else self.draft
        try:
            return do(letter)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        return redirect(self.url("letter", pk))

    def draft(self, letter: GroupLetter) -> HttpResponse:
        count = group_mail.draft_group_letter(letter, by=self.request.user)
        words = ngettext("%(count)s letter is in the outbox.", "%(count)s letters are in the outbox.", count)
        messages.success(self.request, words % {"count": count} if count else _("They are in the outbox already."))
        return redirect(f"{reverse('outbox:index', args=[self.event.slug])}?kind={group_mail.KIND}")

    def discard(self, letter: GroupLetter) -> HttpResponse:
        group_mail.delete_group_letter(letter, by=self.request.user)
        messages.success(self.request, _("The letter is thrown away."))
        return redirect(self.url("letters"))


class WriteTemplate(MailScreen):
    """A new template, or one that is there."""

    title = gettext_lazy("Template of a letter")
    template = "participants/admin/desk/template.html"

    def get(self, request: HttpRequest, pk: int = 0) -> HttpResponse:
        return self.ask(self.form(None, self.find(pk)))

    def post(self, request: HttpRequest, pk: int = 0) -> HttpResponse:
        row = self.find(pk)
        if "delete" in request.POST and row.pk:
            group_mail.delete_template(row, self.event, by=request.user)
            messages.success(request, _("The template is deleted."))
            return redirect(self.url("letters"))
        form = self.form(request.POST, row)
        if not attempt(form, self.keep, form, by=request.user):
            return self.ask(form)
        messages.success(request, _("The template is saved."))
        return redirect(self.url("letters"))

    def find(self, pk: int) -> LetterTemplate:
        if not pk:
            return LetterTemplate(event=self.event)
        row = get_object_or_404(self.templates, pk=pk)
        if row.event_id is None and not is_secretariat(self.request.user):
            raise Http404
        return row

    def form(self, data: Any, row: LetterTemplate) -> TemplateForm:
        return TemplateForm(data, row=row, may_share=is_secretariat(self.request.user))

    def keep(self, form: TemplateForm, *, by: Any, data: dict[str, Any]) -> LetterTemplate:
        row = form.fill()
        row.event = None if data.get("for_all") else self.event
        return group_mail.save_template(row, self.event, by=by)

    def ask(self, form: TemplateForm) -> HttpResponse:
        return self.show(form=form, row=form.row, **self.known())


def keep_letter(form: GroupLetterForm, *, by: Any, data: Any) -> GroupLetter:
    return group_mail.save_group_letter(form.fill(), by=by)
