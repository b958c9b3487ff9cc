import { existsSync } from 'node:fs';
import path from 'node:path';

/** The nearest folder at or above `from` that holds `notebooks/` or package.json; `from` itself if there is none. */
export function projectRoot(from: string = process.cwd()): string {
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'notebooks')) || existsSync(path.join(folder, 'package.json'))) return folder;
    if (folder === path.dirname(folder)) return path.resolve(from);
  }
}
