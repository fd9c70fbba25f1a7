"""Many sweeps killed at random moments: `python -m benchmarks.kills [KILLS]` prints what was lost or doubled."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from random import Random

from tests.forking import Forker
from tests.killed_office import filled, kills, place_in, whole_sweep, wrongs

KILLS = 60
#: Sweeps killed one after another before one is let through to its end.
IN_A_ROW = 8
SEED = 2026
#: A first measure on a busy machine can be far too long; where no sweep was caught the next are killed sooner.
SHRINK = 0.6
MEMORY = Path("/dev/shm")


def main() -> None:
    """Prints the figures; exit code 1 where anything was wrong.  Every second office has its inbox on another disk."""
    wanted, random, begun = int(sys.argv[1]) if sys.argv[1:] else KILLS, Random(SEED), time.monotonic()
    killed = rounds = 0
    found: list[str] = []
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory(dir=MEMORY) as far:
        forker, drawn = Forker(), Path(name) / "drawn"
        drawn.mkdir()
        span = whole_sweep(place_in(Path(name) / "whole", forker), drawn)
        while killed < wanted:
            inbox = Path(far) / str(rounds) if rounds % 2 else None
            place = place_in(Path(name) / str(rounds), forker, inbox)
            put_in = filled(place, drawn)
            caught = kills(place, span, IN_A_ROW, random)
            killed += caught
            span *= 1.0 if caught else SHRINK
            code, said = place.run()
            found += wrongs(place, put_in) if code == 0 else [said]
            rounds += 1
            sys.stderr.write(f"{killed} kills, {len(found)} wrong\n")
        forker.close()
    seconds = time.monotonic() - begun
    told = f"{killed} kills in {rounds} offices, a sweep takes {span:.1f} s, {seconds:.0f} s in all: {len(found)} wrong"
    sys.stdout.write("\n".join([told, *found]) + "\n")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
