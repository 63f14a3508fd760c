"""Seeing inside: who asked for what, how long it took, and how the index stands. Never what was asked."""
