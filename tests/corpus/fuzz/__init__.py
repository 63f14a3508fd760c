"""Readers against bytes that nobody meant: `python -m tests.corpus.fuzz [target ...] [--seconds N]`.

Small valid files are changed at random by Hypothesis, which also makes what it finds small. The only outcomes
allowed are a page, or a refusal, in good time. What breaks that is kept in `finds/<target>/` and read again by every
test run.
"""
