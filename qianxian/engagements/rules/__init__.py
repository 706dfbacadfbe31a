"""Pure rules of 选聘分离: separation and the director (R-E01, R-E02), staffing and deferral (R-E03, R-E04), joint vetting (R-E05),
grounds and sanctions (R-E06, R-E07), the county's filing of secretaries (R-E08), avoidance between relatives (R-E09).

Each is registered in ``foundation.rulebook`` and asked by its number: ``evaluate("R-E03", on=…, inputs=…, settings=…)``.
"""

from qianxian.engagements.rules import avoidance, filing, grounds, outcomes, sanctions, staffing, vetting
from qianxian.engagements.rules.staffing import Band, band_for
from qianxian.engagements.rules.vetting import vetting_state

__all__ = ["Band", "avoidance", "band_for", "filing", "grounds", "outcomes", "sanctions", "staffing", "vetting", "vetting_state"]
