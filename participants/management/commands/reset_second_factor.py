"""For somebody who has lost their telephone, their keys and their recovery codes."""

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError

from participants.domain.accounts import end_sessions_of
from participants.models import User, normalize_email


class Command(BaseCommand):
    help = "Removes the second factors of an account and ends its sign-ins. Make sure first whom you are talking to."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *args, **options):
        user = User.objects.filter(email=normalize_email(options["email"])).first()
        if user is None:
            raise CommandError(f"There is no account with the address {options['email']}.")
        removed = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).count()
        Authenticator.objects.filter(user=user).delete()
        end_sessions_of(user)
        self.stdout.write(f"{removed} second factors of {user.email} removed; the account is signed out everywhere.")
