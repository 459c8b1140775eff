"""Signals: what the computer notices, one file each."""
