"""The review of an event's papers in the back office."""

from .urls import urlpatterns

__all__ = ["urlpatterns"]
