"""Incidents: so far the reports that speak of them."""
