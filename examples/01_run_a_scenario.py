"""Run a packaged scenario and read a number with its range.

Shows: ``kaitei.run``, the labelled dataset, units.
"""

import kaitei

result = kaitei.run("minamitorishima", draws=100, seed=1, studies=False)
lifted = result.dataset["mud_lifted"].sel(year=2035)
low, middle, high = lifted.quantile([0.1, 0.5, 0.9]).to_numpy()
print(f"mud lifted in 2035: {middle:,.0f} {lifted.attrs['units']} ({low:,.0f} to {high:,.0f})")
