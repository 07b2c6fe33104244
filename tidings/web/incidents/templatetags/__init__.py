"""Words for reports."""
