"""The public door: a form, and a receipt. It seals what it is given and cannot read it again.

A process of its own, with its own settings and database; it knows nothing of the desk. Start it with
`python -m tidings.gate`.
"""
