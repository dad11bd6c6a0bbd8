"""Serve a folder of pages on this machine: python -m tools.serve FOLDER PORT"""

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer


def main(folder: str, port: str) -> None:
    """Serve until Ctrl+C is pressed. If the port is not a number, or is not free, stop and say so."""
    try:
        server = ThreadingHTTPServer(("127.0.0.1", int(port)), partial(SimpleHTTPRequestHandler, directory=folder))
    except (OSError, OverflowError, ValueError) as error:
        sys.exit(f"PORT: expected a free port, got {port} ({error}). Choose another: make serve PORT=8001")
    print(f"http://127.0.0.1:{server.server_port}/ shows the book. Press Ctrl+C to stop.", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


if __name__ == "__main__":
    main(*sys.argv[1:])
