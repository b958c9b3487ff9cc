const dayMs = 86_400_000;
/** Serial 0 of the 1904 system is 1904-01-01. */
const epoch1904 = Date.UTC(1904, 0, 1);
/** Serial 61 is 1900-03-01; the system counts a 29 February that 1900 did not have. */
const epoch1900 = Date.UTC(1899, 11, 30);
const year10000 = Date.UTC(10_000, 0, 1);

/**
 * A spreadsheet's date serial as milliseconds since 1970-01-01 on the workbook's own clock, rounded to the millisecond;
 * NaN where the serial is no date: below 1 (1904: 0), the 60th day of 1900 (29 February, which did not exist), or
 * beyond the year 9999.
 */
export function serialDate(serial: number, date1904: boolean): number {
  if (date1904) return serial < 0 ? Number.NaN : bounded(epoch1904 + Math.round(serial * dayMs));
  if (serial >= 61) return bounded(epoch1900 + Math.round(serial * dayMs));
  return serial < 1 || serial >= 60 ? Number.NaN : epoch1900 + dayMs + Math.round(serial * dayMs);
}

const bounded = (ms: number) => (ms < year10000 ? ms : Number.NaN);
