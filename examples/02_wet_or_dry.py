"""One word decides half of the output: is the rate wet or dry?

Shows: changing an option, comparing two runs draw by draw.
"""

import kaitei
from kaitei.study.compare import compare

scenario = kaitei.load("minamitorishima")
dry = kaitei.run(scenario, draws=100, seed=1, studies=False)
wet = kaitei.run(scenario.with_({"lift.basis": "wet"}), draws=100, seed=1, studies=False)
for row in compare(dry, wet):
    if row.name in ("mud_lifted", "reo_made", "cost_per_reo"):
        print(f"{row.name:12} {row.first_p50:12,.0f} -> {row.second_p50:12,.0f} {row.unit}")
