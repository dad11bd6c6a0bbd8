"""Other processes, for what takes long."""

import signal
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context


def processes(count: int) -> ProcessPoolExecutor:
    """A pool of processes. They ignore Ctrl-C: the process that waits for them stops, and then stops them."""
    return ProcessPoolExecutor(count, get_context("spawn"), signal.signal, (signal.SIGINT, signal.SIG_IGN))
