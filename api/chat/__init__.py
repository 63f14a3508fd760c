"""The archive as chat front ends know a model: conversations in, messages with their citations out."""
