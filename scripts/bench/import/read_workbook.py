"""Reads every sheet of a workbook with one peer, and fails where a row is missing."""
import sys

peer, file, rows = sys.argv[1], sys.argv[2], int(sys.argv[3])
if peer == "polars":
    import polars

    found = sum(frame.height for frame in polars.read_excel(file, sheet_id=0, engine="calamine").values())
elif peer == "polars-parquet":
    import polars

    frames = polars.read_excel(file, sheet_id=0, engine="calamine")
    for i, frame in enumerate(frames.values()):
        frame.write_parquet(f"{file}.{i}.parquet")
    found = sum(frame.height for frame in frames.values())
elif peer == "calamine":
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(file)
    found = sum(len(book.get_sheet_by_name(name).to_python()) - 1 for name in book.sheet_names)
else:
    import pandas

    found = sum(len(frame) for frame in pandas.read_excel(file, sheet_name=None, engine="openpyxl").values())
if found != rows:
    sys.exit(f"{peer} read {found} rows of {rows}")
