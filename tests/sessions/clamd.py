"""A virus scanner that answers as clamd does, for tests."""

import socketserver
import struct
import threading

import pytest

from tests.sessions import hostile_files as files


class Clamd(socketserver.StreamRequestHandler):
    """Speaks INSTREAM as clamd(8) describes it, and knows one signature."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        data = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            data += self.rfile.read(size)
        found = b"Eicar-Test-Signature FOUND" if files.EICAR.encode() in data else b"OK"
        self.wfile.write(b"stream: " + found + b"\0")


@pytest.fixture
def scanner(settings):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd) as server:
        settings.CLAMD_ADDRESS = f"127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
