#!/usr/bin/env python3
"""House rules that no compiler checks. Prints each breach with its place; exit 1 when there is one."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
ORDER = [  # a crate may use only crates that stand before it
    "estimation", "names", "schema", "charts", "typed", "counting", "registers", "matching", "checks", "journal", "view", "exchange", "publishing", "workspace", "web", "aigaq",
]
PURE = {"estimation", "names", "schema", "charts", "charts", "typed", "counting", "registers", "matching", "checks", "publishing"}
breaches = []


def breach(path, line, what):
    breaches.append(f"{path.relative_to(ROOT)}:{line}: {what}")


for manifest in sorted((ROOT / "crates").glob("*/Cargo.toml")):
    crate = manifest.parent.name
    if crate not in ORDER:
        continue
    text = manifest.read_text(encoding="utf-8").split("[dev-dependencies]")[0]
    for used in re.findall(r"^aigaq-([a-z-]+)", text, re.M):
        if used not in ORDER or ORDER.index(used) >= ORDER.index(crate):
            breach(manifest, 1, f"{crate} must not use {used}: the arrows run one way")
    if crate in PURE and re.search(r"^(rusqlite|tokio|axum|getrandom)\b", text, re.M):
        breach(manifest, 1, f"{crate} is pure: no input or output, no randomness")

for source in sorted((ROOT / "crates").glob("*/src/**/*.rs")):
    lines = source.read_text(encoding="utf-8").splitlines()
    if source.name == "mod.rs":
        breach(source, 1, "thing.rs beside thing/, not mod.rs")
    if source.name != "tests.rs" and (not lines or not lines[0].startswith("//!")):
        breach(source, 1, "a module opens with what it is for (//!)")
    for number, line in enumerate(lines, 1):
        if re.search(r"\b(todo!|unimplemented!)\(|\bFIXME\b|\bXXX\b", line):
            breach(source, number, "nothing is left for later in the source")
        if re.search(r"#!?\[allow\(", line):
            breach(source, number, "#[expect(…, reason)] instead of allow")

for manifest in (ROOT / "crates").glob("*/Cargo.toml"):
    if "[lints]\nworkspace = true" not in manifest.read_text(encoding="utf-8"):
        breach(manifest, 1, "lints come from the workspace")

print("\n".join(breaches) if breaches else "all kept")
sys.exit(1 if breaches else 0)
