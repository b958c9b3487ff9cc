import { type Notebook, sourceText } from '../notebook.js';

/** What each parameter means: the comment behind its declaration in the cell tagged `parameters`. */
export function parameterMeanings(notebook: Notebook): Map<string, string> {
  const cells = notebook.cells.filter((cell) => cell.metadata.tags?.includes('parameters'));
  const lines = cells.flatMap((cell) => sourceText(cell.source).split('\n'));
  return new Map(
    lines.flatMap((line) => {
      const match = /^\s*(?:export\s+)?(?:const|let)\s+([\w$]+)[^;]*?(?:;|\s)\s*\/\/\s*(.+)$/.exec(line);
      return match ? [[match[1]!, match[2]!.trim()] as const] : [];
    }),
  );
}
