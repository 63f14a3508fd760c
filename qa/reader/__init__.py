"""The second look: question and passage read together by a small network."""
