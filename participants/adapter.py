from allauth.account.adapter import DefaultAccountAdapter

from participants.models import normalize_email


class AccountAdapter(DefaultAccountAdapter):
    def clean_email(self, email: str) -> str:
        """One spelling for one mailbox, so that twins by case or compatibility forms are one account."""
        return normalize_email(super().clean_email(email))
