import json
import os
import sys
import time

from task import task


def arguments():
    """size and threads, as every peer takes them; the process is kept on that many cores where the system allows it."""
    size, threads = (sys.argv[1:] + ["small", "1"][len(sys.argv) - 1 :])[:2]
    return size, pinned(threads), task(size)


def pinned(threads):
    """Keeps the process on that many cores where the system allows it; returns their number."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-int(threads) :])
    return int(threads)


def measure(peer, size, threads, steps, epoch):
    """Times epochs and prints one line of JSON, as measure.mjs does."""
    losses = epoch()
    times, end = [], time.perf_counter() + 8
    while len(times) < 3 or (len(times) < 30 and time.perf_counter() < end):
        start = time.perf_counter()
        epoch()
        times.append((time.perf_counter() - start) * 1e6 / steps)
    times.sort()
    first, last = float(losses[0]), float(losses[-1])
    print(
        json.dumps(
            dict(
                peer=peer,
                size=size,
                threads=threads,
                minimum=times[0],
                median=times[len(times) // 2],
                repeats=len(times),
                firstLoss=first,
                lastLoss=last,
            )
        )
    )
    if not last < first:
        sys.exit(f"{peer} has not learned: the loss went from {first} to {last}.")
