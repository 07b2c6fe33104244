"""The vault: what a person told us, and who they are, is kept in sealed parts; nothing else knows how.

`opened` says whether this process has the office's root key; `parts` are the sealed columns of a record; `blind` looks
up what must not be readable; `sqlcipher` is Django's database backend.
"""
