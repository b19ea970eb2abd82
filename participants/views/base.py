from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm


def attempt(form: BaseForm, change: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
    """Calls the domain with the cleaned data of `form`; what it refuses stands beside the fields. True when done."""
    if not form.is_valid():
        return False
    try:
        change(*args, data=form.cleaned_data, **kwargs)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
