import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder that goes when the test has ended. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tillbook-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A file of that content in a folder of its own; its path. */
export function temporaryFile(name: string, content: string): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}

interface CellDraft {
  readonly cell_type?: string;
  readonly id?: string;
  readonly source: string;
  readonly tags?: string[];
}

/** The text of a notebook with these cells; a string is a code cell. */
export function notebookText(cells: ReadonlyArray<string | CellDraft>): string {
  const drafts = cells.map((cell): CellDraft => (typeof cell === 'string' ? { source: cell } : cell));
  return JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: drafts.map(({ cell_type = 'code', id, source, tags }, index) => ({
      cell_type,
      id: id ?? `cell-${index + 1}`,
      metadata: tags ? { tags } : {},
      source,
      ...(cell_type === 'code' && { outputs: [], execution_count: null }),
    })),
  });
}
