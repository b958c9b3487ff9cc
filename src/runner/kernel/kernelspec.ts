import { mkdir, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { TillbookError } from '../../base/errors.js';
import { launcherPath } from './launcher-path.js';

export interface KernelspecPlace {
  /** Installs into `<prefix>/share/jupyter`, as Jupyter's own `--prefix` does. */
  readonly prefix?: string | undefined;
  /** Where `prefix` is not given: the user's Jupyter data folder; by default the platform's. */
  readonly dataDir?: string;
}

const logo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64" role="img" aria-label="Tillbook">
  <rect x="6" y="4" width="52" height="56" rx="6" fill="#1f4e5f"/>
  <path d="M14 4v56" stroke="#fff" stroke-opacity=".35" stroke-width="2"/>
  <path d="M22 48V34M32 48V24M42 48V29M52 48V16" stroke="#f2c14e" stroke-width="6" stroke-linecap="round"/>
</svg>
`;

/**
 * Writes the kernelspec `tillbook`, so that Jupyter offers the kernel of this installation. Returns its folder.
 *
 * @throws TillbookError CANNOT_WRITE
 */
export async function installKernel(place: KernelspecPlace = {}): Promise<string> {
  const folder = kernelFolder(place);
  const spec = {
    argv: [process.execPath, '--disable-warning=ExperimentalWarning', launcherPath(), '{connection_file}'],
    display_name: 'TypeScript (Tillbook)',
    language: 'typescript',
    interrupt_mode: 'signal',
    metadata: { debugger: false },
  };
  try {
    await mkdir(folder, { recursive: true });
    await writeFileAtomic(join(folder, 'logo-svg.svg'), logo);
    await writeFileAtomic(join(folder, 'kernel.json'), `${JSON.stringify(spec, null, 2)}\n`);
  } catch (cause) {
    throw new TillbookError('CANNOT_WRITE', `cannot install the kernel into ${folder}: ${(cause as Error).message}`, {
      hint: 'name a folder that can be written with --prefix',
      cause,
    });
  }
  return folder;
}

/** Removes what `installKernel` wrote; does nothing where there is nothing. Returns the folder. */
export async function uninstallKernel(place: KernelspecPlace = {}): Promise<string> {
  const folder = kernelFolder(place);
  await rm(folder, { recursive: true, force: true });
  return folder;
}

function kernelFolder({ prefix, dataDir = platformFolder() }: KernelspecPlace): string {
  return join(prefix === undefined ? dataDir : resolve(prefix, 'share', 'jupyter'), 'kernels', 'tillbook');
}

function platformFolder(): string {
  return process.platform === 'darwin'
    ? join(homedir(), 'Library', 'Jupyter')
    : join(homedir(), '.local/share/jupyter');
}
