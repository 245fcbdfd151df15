#!/usr/bin/env python3
"""The peer in `./bench matching`: Splink with its DuckDB back end on the same table. usage: splink_people.py PEOPLE.csv

Set up as Splink's own guides set up a table of people: names folded to Latin letters, surname and given name by
Jaro-Winkler with term frequencies, birth date, region, sex; blocked by names and birth date; weights estimated by
expectation maximisation. The better of several thresholds is taken, by the truth in `ent_id`: a favour we do not do
ourselves. Prints one line of figures.
"""
import re
import resource
import sys
import time
import unicodedata

import pandas as pd
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

TABLE = str.maketrans({
    "ә": "a", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "kh", "і": "i", "а": "a", "б": "b", "в": "v",
    "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n",
    "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
})
FATHER = re.compile(r"(ovich|evich|ovna|evna|uly|kyzy|qyzy)$")


def parts(name):
    """Given name and surname: what ends like a surname is one, the patronymic is left out."""
    folded = unicodedata.normalize("NFD", name.lower().translate(TABLE))
    words = [w for w in re.split(r"[^a-z]+", folded.encode("ascii", "ignore").decode()) if w]
    words = [w for w in words if not FATHER.search(w)] or words
    if not words:
        return None, None
    ends = [w for w in words if re.search(r"(ov|ev|in|ova|eva|ina|sky|skiy|skaya|enko|yev|yeva)$", w)]
    surname = ends[0] if ends else words[-1]
    given = next((w for w in words if w != surname), None)
    return given, surname


def score(truth, clusters):
    data = pd.DataFrame({"e": truth, "c": clusters})
    joint = data.groupby(["c", "e"]).size()
    by_c, by_e = data.groupby("c").size(), data.groupby("e").size()
    two = lambda n: (n * (n - 1) // 2).sum()
    p, r = two(joint) / max(two(by_c), 1), two(joint) / max(two(by_e), 1)
    square = joint * joint
    bp = (square / joint.index.get_level_values(0).map(by_c)).sum() / len(data)
    br = (square / joint.index.get_level_values(1).map(by_e)).sum() / len(data)
    f = lambda a, b: 2 * a * b / (a + b) if a + b else 0.0
    return f(p, r), f(bp, br)


start = time.time()
table = pd.read_csv(sys.argv[1], dtype=str)
table["given"], table["surname"] = zip(*table["full_name"].map(parts))
table = table.rename(columns={"rec_id": "unique_id"})
truth = table.set_index("unique_id")["ent_id"]
table = table[["unique_id", "given", "surname", "dob", "region", "sex"]]
settings = SettingsCreator(
    link_type="dedupe_only",
    comparisons=[
        cl.JaroWinklerAtThresholds("given", [0.92, 0.8]).configure(term_frequency_adjustments=True),
        cl.JaroWinklerAtThresholds("surname", [0.92, 0.8]).configure(term_frequency_adjustments=True),
        cl.LevenshteinAtThresholds("dob", [1, 2]),
        cl.ExactMatch("region"),
        cl.ExactMatch("sex"),
    ],
    blocking_rules_to_generate_predictions=[
        block_on("surname", "given"),
        block_on("dob", "substr(surname, 1, 1)"),
        block_on("surname", "region", "substr(given, 1, 1)"),
    ],
)
linker = Linker(DuckDBAPI().register(table), settings)
linker.training.estimate_probability_two_random_records_match([block_on("surname", "given", "dob")], recall=0.5)
linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
linker.training.estimate_parameters_using_expectation_maximisation(block_on("dob"))
linker.training.estimate_parameters_using_expectation_maximisation(block_on("surname", "given"))
pairs = linker.inference.predict(threshold_match_probability=0.5)
took, best = None, (0.0, 0.0)
for threshold in (0.9, 0.99, 0.999):
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold).as_pandas_dataframe()
    took = took or time.time() - start
    best = max(best, score(truth.reindex(clusters["unique_id"]).values, clusters["cluster_id"].values))
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(f"figures time={took:.2f} memory={memory} pair_f1={best[0]:.4f} b3_f1={best[1]:.4f}")
