"""Figures that many pages share: tallies, summaries, exports."""
