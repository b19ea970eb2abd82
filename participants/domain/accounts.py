"""Accounts, as others than their owners may touch them."""

from allauth.usersessions.models import UserSession

from participants.models import User


def end_sessions_of(user: User) -> int:
    """Signs `user` out on all devices; returns on how many. The account itself stays as it is."""
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    return len(sessions)
