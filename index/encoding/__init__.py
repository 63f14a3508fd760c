"""Texts to vectors: which model, from where, and the quickest faithful way to run it."""
