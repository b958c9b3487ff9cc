/** A name as SQL takes it. */
export const quotedName = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** A text as SQL takes it. */
export const textLiteral = (text: string) => `'${text.replaceAll("'", "''")}'`;
