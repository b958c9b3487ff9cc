// Adds to package-lock.json the optional packages of other platforms that `npm install` left out because the registry at
// hand did not have them: `npm ci` refuses a lock file without them, on every platform. Run it after `npm install`.
// They get no integrity (there is nothing to take it from), and npm fetches none of them but on their own platform.
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const platform = /-(android|darwin|freebsd|linux|openharmony|win32)-([a-z0-9]+?)(?:-(gnu|musl|msvc))?$/;
const added = [];

for (const [parent, { optionalDependencies = {}, dev, license, engines }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const found = platform.exec(name);
    const path = `node_modules/${name}`;
    if (!found || lock.packages[path] || lock.packages[`${parent}/${path}`]) continue;
    const [, os, cpu, libc] = found;
    lock.packages[path] = {
      version,
      cpu: [cpu],
      ...(dev && { dev }),
      ...(os === 'linux' && (libc === 'musl' || libc === 'gnu') && { libc: [libc === 'gnu' ? 'glibc' : libc] }),
      ...(license && { license }),
      optional: true,
      os: [os],
      ...(engines && { engines }),
    };
    added.push(`${name}@${version}`);
  }
}

const [project, ...others] = Object.entries(lock.packages);
others.sort(([a], [b]) => a.localeCompare(b, 'en'));
lock.packages = Object.fromEntries([project, ...others]);
if (added.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added.length > 0 ? `added ${added.join(', ')}` : 'package-lock.json is complete');
