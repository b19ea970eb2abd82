from django import forms


class AnswerForm(forms.ModelForm):
    """Takes labels, lengths and choices from a model and is never saved: the domain writes its cleaned data."""

    def clean(self):
        """Uniqueness and constraints are the domain's business, which names the field in words."""
        return self.cleaned_data
