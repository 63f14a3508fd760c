"""Meaning: vectors searched by inner product."""
