"""Releases that tell the same: found, compared, and put side by side."""
