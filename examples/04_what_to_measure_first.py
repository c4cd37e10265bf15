"""Which number is worth measuring first?

Shows: the share of NPV's variance that each input carries, from the draws of one run.
"""

import kaitei
from kaitei.study.value_of_information import what_to_measure_first

result = kaitei.run("minamitorishima", draws=400, seed=1, studies=False)
for weight in what_to_measure_first(result, "npv")[:5]:
    print(f"{weight.name:32} grade {weight.grade:2}  {100 * weight.share:4.1f} % of the variance")
