"""Vectors and words to candidates: embedding, BM25, FAISS, fusion, and the engine that holds them."""
