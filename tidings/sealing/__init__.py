"""Closing what only its owner may open: sealed boxes, receipts, and the post from the gate to the desk.

>>> from tidings.sealing import receipts
>>> receipts.parse("ЕЕЕЕ-аааа HHHH кккк mmmt").locator
'EEEE'
"""
