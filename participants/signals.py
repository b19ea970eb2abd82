from django.dispatch import Signal

#: Sent when a registration that held a place was withdrawn or declined, with `registration`, which is saved after it.
#: Under the lock of the set-up of its event.
registration_ended = Signal()
