"""A mail server for tests: it takes letters, but none to the addresses it refuses."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager


class Postman(socketserver.StreamRequestHandler):
    """Takes one mail as an SMTP server does."""

    taken: list[str]
    refused: Collection[str]

    def handle(self) -> None:
        """Answer line by line."""
        self.wfile.write(b"220 here\r\n")
        in_text = False
        for line in self.rfile:
            words = line.decode().rstrip()
            self.taken.append(words)
            if in_text:
                in_text = words != "."
                answer = b"" if in_text else b"250 taken\r\n"
            elif words == "data":
                in_text, answer = True, b"354 go on\r\n"
            elif words in [f"rcpt TO:<{each}>" for each in self.refused]:
                answer = b"550 nobody of this name\r\n"
            else:  # also to QUIT, where 221 is due: it spoils no letter
                answer = b"250 fine\r\n"
            self.wfile.write(answer)
            if words == "QUIT":
                return


@contextmanager
def mail_server(*refused: str) -> Iterator[str]:
    """Run the server and give its address as MAIL_URL wants it; `Postman.taken` is what it read."""
    Postman.taken, Postman.refused = [], refused
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Postman)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"smtp://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
