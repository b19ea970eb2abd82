"""The screens on which the form of an event is built."""
