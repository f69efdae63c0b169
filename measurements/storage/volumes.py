"""Whether a folder lies on a network share, where SQLite's locks cannot be trusted."""

import sys
from pathlib import Path

NETWORK_FILE_SYSTEMS = frozenset(
    {
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "davfs",
        "fuse.davfs2",
        "fuse.gvfsd-fuse",
        "fuse.rclone",
        "fuse.sshfs",
        "glusterfs",
        "fuse.glusterfs",
        "gpfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb3",
        "smbfs",
    }
)
MOUNT_TABLE = Path("/proc/self/mountinfo")
WINDOWS_REMOTE_DRIVE = 4  # DRIVE_REMOTE of GetDriveTypeW


def network_share(path: Path) -> str | None:
    """The kind of network share `path` lies on, or None where it is local or the system does not tell."""
    full = str(path.resolve())
    if sys.platform == "win32":
        return _windows_share(full)
    if not MOUNT_TABLE.exists():
        return None
    return share_in(MOUNT_TABLE.read_text(encoding="utf-8", errors="surrogateescape"), full)


def share_in(mount_table: str, path: str) -> str | None:
    """The network file system that holds `path` by a Linux mount table (proc(5), mountinfo), if one does."""
    nearest, kind = "", ""
    for line in mount_table.splitlines():
        before, separator, after = line.partition(" - ")
        fields = before.split()
        if not separator or len(fields) < 5:
            continue
        mount_point = fields[4].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        inside = path == mount_point or path.startswith(mount_point.rstrip("/") + "/")
        if inside and len(mount_point) >= len(nearest):
            nearest, kind = mount_point, after.split()[0]
    return kind if kind in NETWORK_FILE_SYSTEMS else None


def _windows_share(full: str) -> str | None:
    if full.startswith("\\\\"):
        return "network path"
    if sys.platform == "win32":
        import ctypes

        drive = Path(full).drive + "\\"
        if ctypes.windll.kernel32.GetDriveTypeW(drive) == WINDOWS_REMOTE_DRIVE:
            return "network drive"
    return None
