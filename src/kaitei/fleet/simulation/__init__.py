"""The fleet as a compiled event simulation: mining vessels, cargo ships and the island plant in hourly weather.

Read ``words`` (states and causes), ``plan`` (the numbers of one draw), ``world`` (what changes while time runs),
then ``loop``; the rules in plain words stand in ``docs/theory/fleet.md``.
"""
