"""What is learned about an embedding model, from questions that may be learned from."""
