from django import forms


class AnswerForm(forms.ModelForm):
    """Takes labels, lengths and choices from a model and is never saved: the domain checks and writes its answers."""

    def _post_clean(self) -> None:
        """No row is built here, so none is checked either."""
