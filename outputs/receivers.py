"""What other apps' signals set off here."""
