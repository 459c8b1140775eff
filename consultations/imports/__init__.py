"""Consultations that were held on other platforms, read from their files."""
