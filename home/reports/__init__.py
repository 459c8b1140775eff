"""Reads across the sections."""
