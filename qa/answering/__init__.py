"""The sentences that answer: chosen word for word from proven passages, with what they lean on and what they mark."""
