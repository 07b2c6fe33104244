"""Words for tracing."""
