"""Backups: the whole office as one encrypted file, or, every ten minutes, what changed.

`sources` says what belongs to an office, `archive` is one file, `store` the folder of the worker's own, `restoring`
reads either. Everything is closed under the root key: who has a backup and no custodian has nothing.
"""
