let printed = false;

/** Writes the one document of a command with `--json`. */
export function printJson(document: unknown): void {
  printed = true;
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}

export function hasPrintedJson(): boolean {
  return printed;
}
