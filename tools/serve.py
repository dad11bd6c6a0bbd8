"""Show a folder of pages on this machine: python -m tools.serve FOLDER PORT"""

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer


def main(folder: str, port: str) -> None:
    """Serve until Ctrl+C. A port that is not a number, or not free, is said."""
    try:
        server = ThreadingHTTPServer(("127.0.0.1", int(port)), partial(SimpleHTTPRequestHandler, directory=folder))
    except (OSError, OverflowError, ValueError) as error:
        sys.exit(f"PORT: expected a free port, got {port} ({error}). Name another: make serve PORT=8001")
    print(f"http://127.0.0.1:{server.server_port}/ shows the book. Ctrl+C ends it.", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


if __name__ == "__main__":
    main(*sys.argv[1:])
