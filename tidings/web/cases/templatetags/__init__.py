"""Words for cases."""
