"""An encrypted file: scrypt from a passphrase, AES-256-GCM in chunks of 1 MiB, one after the other.

Layout: ``QXBK1\\n``, 16 bytes salt, 1 byte log2(N), then chunks of (4 bytes length, ciphertext). A chunk's nonce is its number, its
associated data the header and whether it is the last: a cut, swapped or lengthened file does not open. The key is new for each file.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from qianxian.config.runtime.speech import say as _

MAGIC = b"QXBK1\n"
CHUNK = 1 << 20
LOG_N = 16  # 64 MiB and about 0.2 s a guess


class FileNotOpened(Exception):
    """Not a backup, a wrong passphrase, or a damaged file; the message says which and what to do."""


def _cipher(passphrase: str, salt: bytes, log_n: int) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=1 << log_n, r=8, p=1).derive(passphrase.encode()))


class Writer:
    """Write plain bytes in, encrypted chunks come out; ``close`` marks the end, without which nothing opens."""

    def __init__(self, file: BinaryIO, passphrase: str):
        self.file, self.held, self.number = file, bytearray(), 0
        self.header = MAGIC + os.urandom(16) + bytes([LOG_N])
        self.cipher = _cipher(passphrase, self.header[6:22], LOG_N)
        file.write(self.header)

    def write(self, data: bytes) -> int:
        self.held += data
        while len(self.held) > CHUNK:
            self._put(bytes(self.held[:CHUNK]), last=False)
            del self.held[:CHUNK]
        return len(data)

    def flush(self) -> None:
        """For tarfile; chunks are written when full."""

    def close(self) -> None:
        """Write the last chunk."""
        self._put(bytes(self.held), last=True)
        self.held.clear()

    def _put(self, chunk: bytes, *, last: bool) -> None:
        sealed = self.cipher.encrypt(struct.pack(">4xQ", self.number), chunk, self.header + bytes([last]))
        self.file.write(struct.pack(">I", len(sealed)) + sealed)
        self.number += 1


class Reader:
    """A readable stream of the plain bytes; each chunk is proven before any of it is handed out."""

    def __init__(self, file: BinaryIO, passphrase: str):
        self.header = file.read(23)
        if not self.header.startswith(MAGIC) or len(self.header) != 23 or not 10 <= self.header[22] <= 22:
            raise FileNotOpened(_("这不是千线的备份文件。请核对文件名。"))
        self.cipher = _cipher(passphrase, self.header[6:22], self.header[22])
        self.chunks = self._chunks(file)
        self.held = bytearray()

    def _chunks(self, file: BinaryIO) -> Iterator[bytes]:
        number, ahead = 0, file.read(4)
        while ahead:
            if len(ahead) < 4 or (length := struct.unpack(">I", ahead)[0]) > CHUNK + 16:
                raise FileNotOpened(_("备份文件不完整或被改动过。请使用另一份备份。"))
            sealed, ahead = file.read(length), file.read(4)
            try:
                yield self.cipher.decrypt(struct.pack(">4xQ", number), sealed, self.header + bytes([not ahead]))
            except InvalidTag:
                why = (
                    _("备份口令不对，或备份文件被改动过。请核对口令后重试。")
                    if number == 0
                    else _("备份文件不完整或被改动过。请使用另一份备份。")
                )
                raise FileNotOpened(why) from None
            number += 1
        if number == 0:
            raise FileNotOpened(_("备份文件不完整。请使用另一份备份。"))

    def read(self, size: int = -1) -> bytes:
        while size < 0 or len(self.held) < size:
            chunk = next(self.chunks, None)
            if chunk is None:
                break
            self.held += chunk
        size = len(self.held) if size < 0 else size
        data = bytes(self.held[:size])
        del self.held[:size]
        return data
