"""The form as a participant sees it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from cms.places import head
from participants.admin.builder.base import BuilderView
from participants.domain.form_building import built_form
from participants.domain.form_building.reading import asked_in
from participants.models import FormSection, ParticipantCategory, Stage
from participants.questions.form import QuestionsForm


class Preview(BuilderView):
    """For one category, by `category` in the address; without one, of whoever chose none."""

    title = gettext_lazy("Preview")
    template = "participants/admin/builder/preview.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        stage = request.GET.get("stage")
        stage = stage if stage in Stage.values else Stage.REGISTRATION
        categories = list(ParticipantCategory.objects.all())
        category = next((one for one in categories if str(one.pk) == request.GET.get("category")), None)
        steps = [
            {"section": section, "form": QuestionsForm(questions=asked_in(section), auto_id=f"step_{section.pk}_%s")}
            for section in built_form(self.event)
            if section.stage == stage and is_asked(section, category) and asked_in(section)
        ]
        context: dict[str, Any] = {"steps": steps, "stage": stage, "stages": Stage.choices, "category": category}
        return self.show(**head(self.event, request, "register") | context, categories=categories)


def is_asked(section: FormSection, category: ParticipantCategory | None) -> bool:
    own = [one.pk for one in section.categories.all()]
    return not own or category is None or category.pk in own
