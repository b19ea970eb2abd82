from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission
from django.db.models import QuerySet

from cms.prepared import first, prepared
from participants.models import User


class AccountBackend(AuthenticationBackend):
    """Reads with a user what most requests ask of them next, and permissions of groups alone: nobody has their own."""

    def get_user(self, user_id: Any) -> User | None:
        user: User | None = first(_users(user_id))
        return user if user and self.user_can_authenticate(user) else None

    def _get_user_permissions(self, user_obj: User) -> QuerySet[Permission]:
        return Permission.objects.none()


@prepared
def _users(pk: int) -> QuerySet[User]:
    return User.objects.select_related("person", "wagtail_userprofile").filter(pk=pk)
