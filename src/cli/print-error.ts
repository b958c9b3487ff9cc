/** Tells standard error what went wrong and what to do; the stack only where somebody asked for it. */
export function printError(error: unknown, withStack: boolean): void {
  const { message, hint, stack }: Error & { hint?: string } = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(`error: ${message}\n`);
  if (hint) process.stderr.write(`hint: ${hint}\n`);
  if (withStack && stack) process.stderr.write(`${stack}\n`);
}
