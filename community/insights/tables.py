"""Tables to take along: CSV, XLSX and JSON, with ISO dates and no cell that a spreadsheet would run."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

BYTE_ORDER_MARK = "\ufeff"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
WIDEST, NARROWEST = 60, 10
LONGEST_SHEET_NAME = 31
NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
NO_FORMULAS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True, slots=True)
class Table:
    """One table: a name for programs, a title for people, the names of its columns, its rows."""

    name: str
    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[object]]


def csv_of(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a table in UTF-8 with a mark; a text that begins like a formula gets a quote in front."""
    file = io.StringIO()
    file.write(BYTE_ORDER_MARK)
    writer = csv.writer(file)
    writer.writerow(head)
    writer.writerows([_guarded(cell) for cell in row] for row in rows)
    return file.getvalue()


def one_csv_of(tables: Sequence[Table]) -> str:
    """Write several tables below each other, each led by its name; a single one as it is."""
    if len(tables) == 1:
        return csv_of(tables[0].head, tables[0].rows)
    parts = (csv_of([table.name, *table.head], [["", *row] for row in table.rows]) for table in tables)
    return BYTE_ORDER_MARK + "\r\n".join(part.removeprefix(BYTE_ORDER_MARK) for part in parts)


def xlsx_of(tables: Sequence[Table], *, from_right: bool) -> bytes:
    """Write a workbook with a sheet for each table, whose first row stays in sight and filters."""
    file = io.BytesIO()
    with Workbook(file, NO_FORMULAS) as book:
        bold = book.add_format({"bold": True})
        for table in tables:
            sheet = book.add_worksheet(table.title.translate(NOT_IN_SHEET_NAMES)[:LONGEST_SHEET_NAME])
            if from_right:
                sheet.right_to_left()
            for column, (name, width) in enumerate(zip(table.head, _widths(table), strict=True)):
                sheet.set_column(column, column, width)
                sheet.write_string(0, column, name, bold)
            for place, row in enumerate(table.rows, start=1):
                for column, cell in enumerate(row):
                    _write(sheet, place, column, cell)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.head) - 1)
    return file.getvalue()


def json_of(tables: Sequence[Table], **about: object) -> str:
    """Write one object: what the report is about, and for each table a list of objects."""
    lists = {table.name: [dict(zip(table.head, row, strict=True)) for row in table.rows] for table in tables}
    return json.dumps({**about, **lists}, ensure_ascii=False, default=str)


def _write(sheet: Worksheet, row: int, column: int, cell: object) -> None:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        sheet.write_number(row, column, cell)
    elif cell not in (None, ""):
        sheet.write_string(row, column, str(cell))


def _widths(table: Table) -> list[int]:
    columns = zip(table.head, *([str(cell) for cell in row] for row in table.rows), strict=True)
    return [min(WIDEST, max(NARROWEST, *map(len, column)) + 2) for column in columns]


def _guarded(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(DANGEROUS):
        return f"'{cell}"
    return cell
