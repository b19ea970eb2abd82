"""Outputs in the back office."""
