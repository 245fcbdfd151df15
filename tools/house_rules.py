#!/usr/bin/env python3
"""House rules that no compiler checks. Prints each breach with its place; exit 1 when there is one."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
ORDER = [  # a crate may use only crates that stand before it
    "estimation", "names", "schema", "charts", "typed", "reading", "counting", "registers", "matching", "checks", "journal", "view", "exchange", "publishing", "press", "documents", "workspace", "web", "aigaq",
]
PURE = {"estimation", "names", "schema", "charts", "typed", "reading", "counting", "registers", "matching", "checks", "publishing", "press"}
SQL = {"journal", "view"}  # the only crates that know how their tables look
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

STATEMENT = r'"\s*(?:SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|REPLACE|WITH)\s'
CONSTANT = re.compile(r'\bconst\s+(\w+)\s*:[^=;]*=\s*"(?:[^"\\]|\\.)*"\s*;', re.S)
for source in sorted((ROOT / "crates").glob("*/src/**/*.rs")):
    crate = source.relative_to(ROOT / "crates").parts[0]
    text = source.read_text(encoding="utf-8").split("#[cfg(test)]\nmod tests")[0]
    blank = lambda found: re.sub(r"[^\n]", " ", found.group(0))
    looked_at = CONSTANT.sub(blank, text) if crate in SQL else text
    for found in re.finditer(STATEMENT, looked_at):
        where = "a constant of its own" if crate in SQL else "constants of " + " and ".join(sorted(SQL))
        breach(source, text.count("\n", 0, found.start()) + 1, f"SQL stands in {where}")
    # Only what is listed is prepared by the test.
    of_sql = re.search(r"mod sql \{\n(.*?)^\}", text, re.S | re.M)
    if of_sql and crate in SQL:
        listed = of_sql.group(1).partition("const ALL")[2]
        for found in CONSTANT.finditer(of_sql.group(1)):
            if not re.search(rf"\b{found.group(1)}\b", listed):
                line = text.count("\n", 0, of_sql.start(1) + found.start()) + 1
                breach(source, line, f"{found.group(1)} is missing in ALL, so no test prepares it")

for manifest in (ROOT / "crates").glob("*/Cargo.toml"):
    if "[lints]\nworkspace = true" not in manifest.read_text(encoding="utf-8"):
        breach(manifest, 1, "lints come from the workspace")

print("\n".join(breaches) if breaches else "all kept")
sys.exit(1 if breaches else 0)
