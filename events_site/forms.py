"""How every form of the public side is drawn."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """{{ form }}, {{ formset }} and {{ field.as_field_group }} come out as the site's own components."""

    form_template_name = "components/form.html"
    formset_template_name = "components/formset.html"
    field_template_name = "components/field.html"
