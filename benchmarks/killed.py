"""The gate is killed again and again while appeals with files come in: is any lost whose code was shown?

python benchmarks/killed.py                  1,000 rounds
python benchmarks/killed.py --rounds 50      in short, as the tests do

It opens a gate of its own in a folder that is gone afterwards. Each round kills the process that answers (SIGKILL) at a
moment drawn at random; the one that starts it begins another. Prints what it found as one line of JSON, and ends with 1
unless every appeal whose code was shown opens at the office with its file, its code opens its mailbox, and nothing that
waits is broken. What was sent and not answered may be there or not; that is what “not answered” means.
"""

import argparse
import contextlib
import http.client
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from flood import Visitor, gate

from tidings.sealing import mailboxes, post, receipts, streams
from tidings.sealing.here import Local

HANDS = 3
BOUNDARY = "----------------------------7351"


@dataclass
class Shown:
    """The codes that were shown, each with the words and the file that went before it."""

    codes: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    cut_off: int = 0


class Sender(Visitor):
    """Sends one appeal with a file, and looks at its code."""

    def attach(self, content: bytes) -> None:
        token = re.findall(r'name="token" value="(\w+)"', self.ask("GET", "/ru/files/"))[0]
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="token"\r\n\r\n{token}\r\n'
        head += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="1.bin"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        with contextlib.closing(line):
            kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "Cookie": self.cookie}
            line.request("POST", "/ru/files/", body, kind)
            if line.getresponse().status != 302:
                raise RuntimeError("The file was not taken.")

    def code(self, words: str, content: bytes) -> str:
        for number, typed in (
            (1, {"name": "Вигаданенко"}),
            (3, {"last_contact": "x"}),
            (5, {"what_happened": words}),
        ):
            self.ask("POST", f"/ru/{number}/", typed)
        self.attach(content)
        self.ask("POST", "/ru/check/")
        return "".join(re.findall(r"<span>(\w{4})</span>", self.ask("GET", "/ru/code/")))


def send_on(port: int, shown: Shown, lock: threading.Lock, until: threading.Event, seed: int) -> None:
    chosen = random.Random(seed)
    while not until.is_set():
        words, content = f"слова {chosen.random()}", chosen.randbytes(chosen.randrange(1, 200_000))
        try:
            code = Sender(port, []).code(words, content)
            with lock:
                shown.codes[code] = (words, content)
        except (OSError, http.client.HTTPException, RuntimeError, IndexError):
            shown.cut_off += 1
            time.sleep(0.05)


def kill_worker(master: int) -> bool:
    """Kill the process that answers; False if there is none this moment."""
    told = subprocess.run(["ps", "-o", "pid=", "--ppid", str(master)], capture_output=True, text=True).stdout
    for pid in told.split():
        with contextlib.suppress(ProcessLookupError):
            os.kill(int(pid), signal.SIGKILL)
    return bool(told.split())


def check(data: Path, private: bytes, shown: Shown) -> dict[str, int]:
    """Open everything as the office does."""
    waiting = {
        arrived.answers["text"].split("\n")[0]: arrived
        for arrived in post.waiting(data / "gate.sqlite3", [private])
    }
    secret = (data / "secret").read_bytes()
    found = {
        "shown": len(shown.codes),
        "cut off": shown.cut_off,
        "waiting": len(waiting),
        "lost": 0,
        "broken": 0,
    }
    for code, (words, content) in shown.codes.items():
        arrived, receipt = waiting.get(words), receipts.parse(code)
        if arrived is None or arrived.locator != receipt.locator:
            found["lost"] += 1
        elif (
            mailboxes.derive(receipt, secret).keys.public != arrived.mailbox
            or opened(data, arrived) != content
            or not Local(data / "gate.sqlite3").lay(arrived.mailbox, b"x", arrived.day)
        ):
            found["broken"] += 1
    found["broken"] += sum(opened(data, arrived) is None for arrived in waiting.values())
    return found


def opened(data: Path, arrived: post.Post) -> bytes | None:
    try:
        (told,) = arrived.answers["files"]
        return b"".join(
            streams.opened(bytes.fromhex(told["key"]), post.file(data / "gate.sqlite3", told["file"]))
        )
    except Exception:
        return None


def main() -> int:
    parser = argparse.ArgumentParser(description="Kill a gate of its own while appeals come in.")
    parser.add_argument("--rounds", type=int, default=1000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tidings-killed-") as folder, gate(Path(folder)) as served:
        port, office, master = served.port, served.office, served.process.pid
        shown, lock, until = Shown(), threading.Lock(), threading.Event()
        hands = [
            threading.Thread(target=send_on, args=(port, shown, lock, until, seed)) for seed in range(HANDS)
        ]
        for hand in hands:
            hand.start()
        kills, chosen = 0, random.Random(7)
        while kills < given.rounds:
            time.sleep(chosen.uniform(0.1, 1.0))
            kills += kill_worker(master)
        until.set()
        for hand in hands:
            hand.join()
        found = {"kills": kills, **check(Path(folder) / "gate", office.private, shown)}
    print(json.dumps(found))
    return 0 if found["lost"] == found["broken"] == 0 and found["shown"] else 1


if __name__ == "__main__":
    sys.exit(main())
