"""Words: BM25 over postings, with rank-bm25's arithmetic."""
