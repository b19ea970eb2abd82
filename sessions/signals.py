from django.dispatch import Signal

#: Sent on commit after a programme was released, with `release`.
programme_released = Signal()
