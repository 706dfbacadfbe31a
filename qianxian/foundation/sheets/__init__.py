"""Excel engine: sheets described once (``spec``), read safely (``parse``), written back (templates, errors, exports).

Example: ``parse(sheet_for("members"), upload, on=today)``. Knows no register and no database: rooms declare their sheets
in ``<room>/sheets.py``; what becomes of the rows is for imports/.
"""

from qianxian.foundation.sheets.errors_workbook import write_errors
from qianxian.foundation.sheets.export import Part, write_export, write_export_csv, write_export_parts
from qianxian.foundation.sheets.parsing import CellError, Parsed, parse
from qianxian.foundation.sheets.precheck import precheck
from qianxian.foundation.sheets.spec import Column, Sheet, all_sheets, register_sheet, sheet_for
from qianxian.foundation.sheets.template import write_template

__all__ = [
    "CellError",
    "Column",
    "Parsed",
    "Part",
    "Sheet",
    "all_sheets",
    "parse",
    "precheck",
    "register_sheet",
    "sheet_for",
    "write_errors",
    "write_export",
    "write_export_csv",
    "write_export_parts",
    "write_template",
]
