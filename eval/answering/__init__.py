"""Confidence, learned and measured: questions asked with and without the releases that answer them."""
