import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The bin/ folder of a virtual environment that holds exactly these requirements; made, or made anew, where it does not.
 * One environment a benchmark: peers of different benchmarks may want different versions of the same package.
 */
export function environment(folder: string, requirements: readonly string[], say: (text: string) => void): string {
  const bin = join(folder, 'bin');
  const wanted = `${requirements.join('\n')}\n`;
  const installed = join(folder, 'installed.txt');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return bin;
  say(`installing ${requirements.join(', ')}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  execFileSync('python3', ['-m', 'venv', folder], { stdio: 'inherit' });
  if (requirements.length > 0) {
    execFileSync(join(bin, 'pip'), ['install', '--quiet', '--disable-pip-version-check', ...requirements], {
      stdio: 'inherit',
    });
  }
  writeFileSync(installed, wanted);
  return bin;
}
