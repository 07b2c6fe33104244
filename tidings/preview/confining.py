"""What a process takes from itself before it looks at a stranger's file. Nothing of this can be undone.

Runs inside the confined process only. Each confinement is a function that returns whether it is in force; where the
system does not allow one (a container without namespaces, another processor), the others still hold.
"""

import ctypes
import os
import platform
import resource
import struct
import sys
from collections.abc import Callable

MEMORY, SECONDS = 512 * 2**20, 18
"""Bytes of address space and seconds of work; the one who started the process ends it a little later."""

CLONE_NEWUSER, CLONE_NEWNET, CLONE_NEWIPC, CLONE_NEWUTS, CLONE_NEWNS = (
    0x10000000,
    0x40000000,
    0x08000000,
    0x04000000,
    0x00020000,
)
PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 4, 22, 38
SECCOMP_MODE_FILTER, SECCOMP_ALLOW, SECCOMP_REFUSE = 2, 0x7FFF0000, 0x00050001  # with EPERM

# read, write, close, fstat, lseek, mmap, mprotect, munmap, brk, rt_sigaction, rt_sigprocmask, rt_sigreturn, mremap,
# madvise, getpid, exit, gettid, futex, sched_yield, clock_gettime, gettimeofday, exit_group, getrandom
ALLOWED = {
    "x86_64": (
        0xC000003E,
        (0, 1, 3, 5, 8, 9, 10, 11, 12, 13, 14, 15, 25, 28, 39, 60, 186, 202, 24, 228, 96, 231, 318),
    ),
    "aarch64": (
        0xC00000B7,
        (
            63,
            64,
            57,
            80,
            62,
            222,
            226,
            215,
            214,
            134,
            135,
            139,
            216,
            233,
            172,
            93,
            178,
            98,
            124,
            113,
            169,
            94,
            278,
        ),
    ),
}
"""The calls to the system that are left, for each processor: work with memory, read what was given, write, end."""


def limits() -> bool:
    """No file can be opened or written, no process started, no more memory and time than is fair."""
    for what, most in LIMITS.items():
        resource.setrlimit(what, (most, most))
    return True


LIMITS = {
    resource.RLIMIT_CORE: 0,
    resource.RLIMIT_CPU: SECONDS,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_NPROC: 0,
    resource.RLIMIT_AS: MEMORY,
    resource.RLIMIT_NOFILE: 0,  # nor a socket: both need a number of their own
}


def namespaces() -> bool:
    """A world with no network at all, and nobody's rights."""
    if sys.platform != "linux":
        return False
    apart = CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWNS
    return bool(_libc().unshare(apart) == 0)


def no_new_rights() -> bool:
    """No program that it could start has more rights than it has; nobody may look into its memory."""
    if sys.platform != "linux":
        return False
    return _control(PR_SET_DUMPABLE, 0) and _control(PR_SET_NO_NEW_PRIVS, 1)


def few_calls() -> bool:
    """The system answers only the calls on the list above (seccomp); no name in the file system can even be asked for."""
    if sys.platform != "linux" or platform.machine() not in ALLOWED:
        return False
    program = _program(*ALLOWED[platform.machine()])
    kept = ctypes.create_string_buffer(program, len(program))
    pointer = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(kept))
    return _control(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.create_string_buffer(pointer, len(pointer)))


CONFINEMENTS: list[Callable[[], bool]] = [namespaces, no_new_rights, limits, few_calls]
"""In this order: the last of them forbids what the others need."""


def confine() -> list[str]:
    """Put every confinement in force that this system allows; return their names."""
    os.chdir("/")
    return [confinement.__name__ for confinement in CONFINEMENTS if confinement()]


def _program(architecture: int, allowed: tuple[int, ...]) -> bytes:
    """Return the filter, in the kernel's own little language: the right processor, then one jump a call."""
    load, equal, end = 0x20, 0x15, 0x06
    steps = [(load, 0, 0, 4), (equal, 1, 0, architecture), (end, 0, 0, SECCOMP_REFUSE), (load, 0, 0, 0)]
    for place, call in enumerate(allowed):
        steps.append((equal, len(allowed) - place, 0, call))
    steps += [(end, 0, 0, SECCOMP_REFUSE), (end, 0, 0, SECCOMP_ALLOW)]
    return b"".join(struct.pack("HBBI", *step) for step in steps)


def _control(option: int, *values: object) -> bool:
    return bool(_libc().prctl(option, *values, *[0] * (4 - len(values))) == 0)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
