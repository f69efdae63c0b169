"""How much memory pictures may take: what the user has said, or half of what this computer has."""

import os
import sys

from app.settings import Settings

PICTURE_MEMORY = "memory for pictures, MB"
LEAST_MB = 256
"""Room for one series of 500 slices."""

_MB = 1_000_000
_WITHOUT_ANSWER_BYTES = 4_000_000_000


def picture_memory_bytes(settings: Settings) -> int:
    """What stacks in memory may weigh together."""
    return said_mb(settings) * _MB


def said_mb(settings: Settings) -> int:
    """The user's number, held within what makes sense here; half of this computer's memory without one."""
    said = settings.number(PICTURE_MEMORY)
    return default_mb(installed_bytes()) if said is None else min(max(said, LEAST_MB), most_mb())


def default_mb(installed: int) -> int:
    """Half of the memory: the rest is for the system, and for files it keeps at hand."""
    return max(LEAST_MB, installed // 2 // _MB)


def most_mb() -> int:
    """Nine tenths of the memory: beyond that the system begins to write it to the disk."""
    return max(LEAST_MB, installed_bytes() * 9 // 10 // _MB)


def installed_bytes() -> int:
    """This computer's memory; 4 GB where the system does not tell."""
    if sys.platform == "win32":
        return _installed_on_windows() or _WITHOUT_ANSWER_BYTES
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return _WITHOUT_ANSWER_BYTES


def _installed_on_windows() -> int:
    """By GetPhysicallyInstalledSystemMemory; 0 where it fails."""
    if sys.platform != "win32":
        return 0
    import ctypes

    kilobytes = ctypes.c_ulonglong()
    told = ctypes.windll.kernel32.GetPhysicallyInstalledSystemMemory(ctypes.byref(kilobytes))
    return kilobytes.value * 1024 if told else 0
