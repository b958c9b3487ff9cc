// Opens each file named in a list, in a process of its own, and prints one JSON line for each: what a test then judges.
// argv: the module and the function that open a file (path) => {rows, kept, notes, …}, then a file with one path a line.
import { readFileSync } from 'node:fs';

const [, , module, name, list] = process.argv;
const { [name]: open } = await import(module);
for (const path of readFileSync(list, 'utf8').split('\n').filter(Boolean)) {
  const began = performance.now();
  let result;
  try {
    result = { opened: await open(path) };
  } catch (error) {
    const { name, code, message, hint, stack } = error;
    result = { error: { name, code, message, hint, stack } };
  }
  const memory = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(`${JSON.stringify({ path, memory, ms: Math.round(performance.now() - began), ...result })}\n`);
}
