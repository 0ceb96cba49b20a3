"""Folders that are shared or copied behind our back are refused, with what to do instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from orderdesk.domain.values.errors import StorageFailed
from orderdesk.persistence.care.creation import open_or_create
from orderdesk.persistence.database import places

MOUNTS = """\
/dev/vda / ext4 rw 0 0
//nas/shop /mnt/nas cifs rw 0 0
nas:/export /mnt/with\\040space nfs4 rw 0 0
me@host:/x /mnt/ssh fuse.sshfs rw 0 0
/dev/sdb1 /mnt/usb fuseblk rw 0 0
overlay /mnt/box fuse.fuse-overlayfs rw 0 0
/dev/vdb /mnt/nas/local ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/home/anna/shop.db", ""),
        ("/mnt/nas/shop.db", "on //nas/shop (cifs, mounted at /mnt/nas)"),
        ("/mnt/nasty/shop.db", ""),
        ("/mnt/nas/local/shop.db", ""),
        ("/mnt/with space/a/shop.db", "on nas:/export (nfs4, mounted at /mnt/with space)"),
        ("/mnt/ssh/shop.db", "on me@host:/x (sshfs, mounted at /mnt/ssh)"),
        ("/mnt/usb/shop.db", ""),
        ("/mnt/box/shop.db", ""),
        ("//nas/shop/shop.db", "on the network share //nas/shop"),
        ("/home/anna/OneDrive - Shop/shop.db", "in OneDrive - Shop, a folder that is copied to other PCs"),
        ("/home/anna/Dropbox/books/shop.db", "in Dropbox, a folder that is copied to other PCs"),
        ("/home/anna/books/Dropbox.db", ""),
    ],
)
def test_shared_folders_are_known(path: str, said: str, tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)
    assert places.shared_place(Path(path), mounts) == said


def test_a_sandbox_that_shows_its_own_disk_as_a_share_is_local(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text("none / 9p rw 0 0\n")
    assert places.shared_place(Path("/home/shop.db"), mounts) == ""


def test_a_copied_folder_is_refused_and_can_be_allowed(tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    with pytest.raises(StorageFailed, match="--allow-network"):
        open_or_create(f"sqlite:///{folder / 'shop.db'}")
    assert list(folder.iterdir()) == []
    open_or_create(f"sqlite:///{folder / 'shop.db'}", allow_network=True).close()
