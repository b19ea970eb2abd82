from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from cms.models import Event


def find_event(request: HttpRequest, slug: str) -> Event:
    events = Event.objects.visible_to(request.user).with_place().select_related("registration_setup")
    return get_object_or_404(events, slug=slug)


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
