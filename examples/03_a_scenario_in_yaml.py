"""A scenario file holds only what differs; everything wrong in it is named at once.

Shows: a YAML scenario, the errors it raises.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import kaitei

TEXT = """\
extends: minamitorishima
lift:
  basis: moist
  rat: 3500 t/d
deposit:
  mean_grade: {value: 964, unit: kg, grade: A, source: Takaya2018}
"""

with TemporaryDirectory() as folder:
    file = Path(folder) / "mine.yaml"
    file.write_text(TEXT, encoding="utf-8")
    try:
        kaitei.load(file)
    except kaitei.KaiteiError as error:
        print(str(error).replace(f"{folder}/", ""))
