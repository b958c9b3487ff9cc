import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { TillbookError } from '../../base/errors.js';

/** The compiled launcher: beside this file, or in `dist` where this file runs as TypeScript. */
export function launcherPath(): string {
  const path = ['./launcher.js', '../../../dist/runner/kernel/launcher.js']
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find((place) => existsSync(place));
  if (path !== undefined) return path;
  throw new TillbookError(
    'KERNEL_DIED',
    'the kernel has not been compiled: dist/runner/kernel/launcher.js is missing',
    {
      hint: 'run `npm run build`',
    },
  );
}
