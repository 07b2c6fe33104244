"""The office's pair of keys: the gate has the public one and seals to it; the desk has the private one and opens.

The private key lies in the desk's folder as it is. A later version keeps it closed until custodians open it.
"""

import os
from pathlib import Path

from tidings.sealing import boxes
from tidings.web.vault import opened


def make(data: Path) -> None:
    """Make the pair on first start; leave it alone afterwards."""
    path = private_path(data)
    if path.exists():
        return
    for folder in (path.parent, public_path(data).parent):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    pair = boxes.new_keypair()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "wb") as stream:
        stream.write(pair.private)
    boxes.save_public(public_path(data), pair.public)


def open_vault(data: Path) -> None:
    """Open the vault with the root key that lies in the folder: until custodians keep it."""
    path = data / "desk" / "root.key"
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(os.urandom(32))
    if not opened.is_open():
        opened.open_with(path.read_bytes(), data / "desk" / "keyring.sqlite3")


def private(data: Path) -> bytes:
    """The key that opens what the gate sealed."""
    return private_path(data).read_bytes()


def private_path(data: Path) -> Path:
    """Where the desk keeps its key."""
    return data / "desk" / "office.key"


def public_path(data: Path) -> Path:
    """Where the gate finds the key to seal to."""
    return data / "gate" / "office.pub"
