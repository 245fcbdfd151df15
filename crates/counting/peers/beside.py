#!/usr/bin/env python3
"""Both sides of `./bench counting` beside each other. usage: beside.py ACTS OURS THEIRS FOLDER

OURS and THEIRS hold a line for each question (name, milliseconds, cells); FOLDER/aigaq and FOLDER/duckdb the answers,
which must be the same to the last cell.
"""
import sys
from pathlib import Path

acts, ours, theirs, folder = sys.argv[1:]
folder = Path(folder)


def figures(path):
    lines = [line.rsplit("|", 2) for line in Path(path).read_text().splitlines() if not line.startswith("memory|")]
    return {name: (float(took), int(cells)) for name, took, cells in lines}


def memory(path):
    return next((int(line.split("|")[1]) for line in Path(path).read_text().splitlines() if line.startswith("memory|")), None)


def answer(side, name):
    path = folder / side / name
    return path.read_text() if path.exists() else None


mine, others = figures(ours), figures(theirs)
print(f"-- {int(acts):,} acts")
print(f"  {'':58} {'cells':>7} {'aigaq':>9} {'DuckDB':>9} {'ratio':>6}  answers")
for name, (took, cells) in mine.items():
    other = others.get(name)
    if not other:
        print(f"  {name:58} {cells:7} {took:9.2f}")
        continue
    one, two = answer("aigaq", name), answer("duckdb", name)
    same = "" if one is None else "the same" if one == two else "DIFFERENT"
    print(f"  {name:58} {cells:7} {took:9.2f} {other[0]:9.2f} {took / max(other[0], 1e-9):6.2f}  {same}")
print(f"  {'memory at most, MB':58} {'':7} {memory(ours):9} {memory(theirs) or '':>9}")
