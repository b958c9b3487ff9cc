"""Writes the two sheets of Online Retail II as XlsxWriter does in constant memory: 49 MB, every text inline."""
import sys

import pyarrow.parquet as parquet
import xlsxwriter

out, folder = sys.argv[1:3]
book = xlsxwriter.Workbook(out, {"constant_memory": True})
date = book.add_format({"num_format": "m/d/yy h:mm"})
for years in ("2009-2010", "2010-2011"):
    table = parquet.read_table(f"{folder}/online-retail-ii-{years}.parquet")
    sheet = book.add_worksheet(f"Year {years}")
    for j, name in enumerate(table.column_names):
        sheet.write_string(0, j, name)
    columns = [table.column(name).to_pylist() for name in table.column_names]
    for i in range(table.num_rows):
        for j, column in enumerate(columns):
            value = column[i]
            if isinstance(value, str):
                sheet.write_string(i + 1, j, value)
            elif isinstance(value, (int, float)):
                sheet.write_number(i + 1, j, value)
            elif value is not None:
                sheet.write_datetime(i + 1, j, value, date)
book.close()
