import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TillbookError } from '../../base/errors.js';
import type { Connection } from './connection.js';

export interface RuntimeFolder {
  readonly path: string;
  readonly connectionFile: string;
  readonly connection: Connection;
}

const prefix = 'tillbook-kernel-';

/** The name of a unix socket holds 108 bytes on Linux, 104 on macOS. */
const maxSocketPath = 100;

/** A new folder, readable by its owner only, with a connection file for ipc sockets that will lie beside it. */
export function newRuntimeFolder(key: string): RuntimeFolder {
  const path = newFolder();
  const connection: Connection = {
    transport: 'ipc',
    ip: join(path, 'k'),
    key,
    signature_scheme: 'hmac-sha256',
    shell_port: 1,
    iopub_port: 2,
    stdin_port: 3,
    control_port: 4,
    hb_port: 5,
    tillbook: { owner: process.pid },
  };
  const connectionFile = join(path, 'connection.json');
  writeFileSync(connectionFile, JSON.stringify(connection), { mode: 0o600 });
  return { path, connectionFile, connection };
}

function newFolder(): string {
  const name = `${prefix}${process.pid}-`;
  const parent = [tmpdir(), '/tmp'].find((folder) => join(folder, `${name}XXXXXX`, 'k-1').length <= maxSocketPath);
  if (parent === undefined) {
    throw new TillbookError('CANNOT_WRITE', `the temporary folder's path is too long for a socket: ${tmpdir()}`, {
      hint: 'set TMPDIR to a shorter path',
    });
  }
  try {
    return mkdtempSync(join(parent, name));
  } catch (cause) {
    throw new TillbookError(
      'CANNOT_WRITE',
      `cannot make a temporary folder in ${parent}: ${(cause as Error).message}`,
      {
        hint: 'set TMPDIR to a folder that can be written',
        cause,
      },
    );
  }
}

/** Removes the folders of runners that are gone. Never throws. */
export function sweepRuntimeFolders(): void {
  for (const parent of new Set([tmpdir(), '/tmp'])) {
    if (!existsSync(parent)) continue;
    for (const name of entries(parent)) {
      const owner = Number(/^tillbook-kernel-(\d+)-/.exec(name)?.[1] ?? Number.NaN);
      const path = join(parent, name);
      if (Number.isNaN(owner) || alive(owner) || !mine(path)) continue;
      removeFolder(path);
    }
  }
}

export function removeFolder(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // The next start sweeps it.
  }
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function mine(path: string): boolean {
  try {
    return statSync(path).uid === process.getuid?.();
  } catch {
    return false;
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
