"""The reference chain: all eight stages, from the sea bed to Japan's supply."""

from kaitei.chain import Chain
from kaitei.deposit.stage import estimate
from kaitei.economics.stage import appraise
from kaitei.environment.stage import assess
from kaitei.fleet.stage import operate
from kaitei.mine.stage import extract
from kaitei.refinery.stage import refine
from kaitei.riser.stage import lift
from kaitei.security.stage import allocate

REFERENCE = Chain((estimate, lift, operate, extract, refine, assess, appraise, allocate))
