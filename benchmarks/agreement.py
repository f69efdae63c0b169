"""The engine held against its second writing on many subjects by chance.

Run as `python -m benchmarks.agreement [--subjects N] [--first SEED]`. Every visit's parts, call, back-dated
call, class responses and iRECIST, and both best responses, must be the same, by several settings of the
switches; the first subjects that differ are printed and the status is then 1. The suite does the same on
fewer subjects.
"""

import argparse
import sys
import time
from collections import Counter

from tests.measurements.recist.random_subjects import random_subject
from tests.measurements.recist.test_second_opinion import RULES, differences

SHOWN = 10


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--subjects", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0, help="seed of the first subject")
    arguments = parser.parse_args()
    begun = time.perf_counter()
    met: Counter[str] = Counter()
    differing = 0
    for seed in range(arguments.first, arguments.first + arguments.subjects):
        rows = random_subject(seed)
        found = differences(rows, RULES[seed % len(RULES)], met)
        if found:
            differing += 1
            if differing <= SHOWN:
                print(f"subject {seed}: {'; '.join(found)}")
    seconds = time.perf_counter() - begun
    visits = sum(count for name, count in met.items() if name.startswith("overall "))
    print(
        f"{arguments.subjects} subjects, {visits} visits after baseline, {differing} differ, {seconds:.0f} s"
    )
    for name, count in sorted(met.items()):
        print(f"  {name:<28}{count:>9}")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
