"""Tracing: lists of found people, candidates, and what a person decided."""
