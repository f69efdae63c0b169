"""Which paths lie on a network share, by the mount table of a Linux computer."""

import pytest

from measurements.storage.volumes import share_in

MOUNTS = """\
22 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw
40 22 0:35 / /mnt/ward rw,relatime shared:20 - cifs //pacs/trial rw,vers=3.0
41 22 0:36 / /mnt/ward/local rw - ext4 /dev/sdb1 rw
42 22 0:37 / /home/reader/My\\040Share rw - nfs4 nas:/export rw
43 22 0:38 / /media/usb rw - vfat /dev/sdc1 rw
44 22 0:39 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/reader/trials", None),
        ("/mnt/ward", "cifs"),
        ("/mnt/ward/trials/neck", "cifs"),
        ("/mnt/ward/local/neck", None),
        ("/mnt/wardrobe", None),
        ("/home/reader/My Share/neck", "nfs4"),
        ("/media/usb/neck", None),
        ("/run/user/1000/gvfs/smb-share:server=nas", "fuse.gvfsd-fuse"),
    ],
)
def test_the_nearest_mount_decides(path: str, kind: str | None) -> None:
    assert share_in(MOUNTS, path) == kind


def test_a_table_that_says_nothing_names_no_share() -> None:
    assert share_in("", "/anywhere") is None
    assert share_in("not a mount line\n", "/anywhere") is None
