/** `csvText` of src/base/csv.ts, handed over with this one. */
declare const csvText: (
  columns: readonly string[],
  rows: ReadonlyArray<ReadonlyArray<string | number | null>>,
) => string;

/** Tables of a report: headers that sort, by click and by keyboard, and the download of what is shown as CSV. */
export function tables(): void {
  const value = (cell: HTMLTableCellElement | undefined): string | number | null => {
    const raw = cell?.dataset.v;
    if (raw === '' || !cell) return null;
    return raw === undefined ? (cell.textContent ?? '') : Number(raw);
  };

  const sort = (table: HTMLTableElement, column: number, ascending: boolean) => {
    const body = table.tBodies[0];
    if (!body) return;
    const keyed = [...body.rows].map((row, index) => ({ row, index, key: value(row.cells[column]) }));
    const order = new Intl.Collator('en', { numeric: true }).compare;
    keyed.sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null) || a.index - b.index;
      const both = typeof a.key === 'number' && typeof b.key === 'number';
      const difference = both ? Number(a.key) - Number(b.key) : order(String(a.key), String(b.key));
      return (ascending ? difference : -difference) || a.index - b.index;
    });
    body.append(...keyed.map(({ row }) => row));
  };

  for (const figure of document.querySelectorAll<HTMLElement>('figure.table')) {
    const table = figure.querySelector('table');
    if (!table) continue;
    const headers = [...table.querySelectorAll<HTMLTableCellElement>('thead th')];
    headers.forEach((header, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'sort';
      button.append(...header.childNodes);
      header.append(button);
      button.addEventListener('click', () => {
        const now = header.getAttribute('aria-sort');
        const numeric = header.classList.contains('num');
        const ascending = now === null ? !numeric : now === 'descending';
        for (const other of headers) other.removeAttribute('aria-sort');
        header.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
        sort(table, column, ascending);
      });
    });
    const download = figure.querySelector<HTMLElement>('[data-csv]');
    download?.addEventListener('click', () => {
      const names = headers.map((header) => (header.textContent ?? '').replace(/\s+/g, ' ').trim());
      const rows = [...(table.tBodies[0]?.rows ?? [])].map((row) => [...row.cells].map((cell) => value(cell)));
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob(['\ufeff', csvText(names, rows)], { type: 'text/csv;charset=utf-8' }));
      link.download = `${
        (download.dataset.csv ?? '')
          .replace(/[^\p{L}\p{N}]+/gu, '-')
          .replace(/^-|-$/g, '')
          .slice(0, 80) || 'table'
      }.csv`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
  }
}
