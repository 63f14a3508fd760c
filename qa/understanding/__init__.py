"""Reading a question: when, which words exactly, whom, what kind of thing, and words that may be mistyped."""
