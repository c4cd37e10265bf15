"""A story of shocks from a file of your own: what Japan loses without the project and with it, draw by draw.

Shows: events in YAML, a study of supply security in Python.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import kaitei
from kaitei.reference import REFERENCE
from kaitei.study import supply_measures as measures
from kaitei.study.security_study import security_study
from kaitei.study.shock_story import tell

TEXT = """\
title: A year without heavy rare earths
events:
  heavy:
    kind: ban
    origin: china
    destination: japan
    stages: [oxide, metal, magnet]
    elements: [Tb, Dy]
    start: 2027-04
    end: 2028-04
    leakage: {value: 0.1, unit: "1", grade: C, assumption: a tenth is smuggled}
"""

scenario = kaitei.load("minamitorishima")
with TemporaryDirectory() as folder:
    file = Path(folder) / "heavy.yaml"
    file.write_text(TEXT, encoding="utf-8")
    story = tell([str(file)], scenario, months=24)

study = security_study(REFERENCE, scenario, story, draws=20, seed=1)
loss, unmet = measures.total_loss(study.supply), measures.unserved_total(study.supply.draws).sel(element="Dy")
print(f"{story.title}: first shock {story.first_shock}, {story.months} months from {story.first_month}")
for case in study.cases:
    print(f"{case:7}: {float(loss.sel(case=case).mean()):6.0f} bn JPY lost on the mean,", end=" ")
    print(f"{float(unmet.sel(case=case).mean()):4.0f} t of Dy not met")
print(f"avoided: {float(measures.avoided_loss(study.supply).mean()):6.0f} bn JPY on the mean of the draws")
