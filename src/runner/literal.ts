/** What a parameter can hold. */
export type ParameterValue = string | number | boolean | null;

/** A member of a parameter's declared type: a name, or one allowed value. */
export type TypeMember = 'string' | 'number' | 'boolean' | { readonly value: ParameterValue };

/** TypeScript text that evaluates to the value, and can be nothing else than a literal whatever the value holds. */
export function literal(value: ParameterValue): string {
  if (Object.is(value, -0)) return '-0';
  return JSON.stringify(value).replace(/[\u2028\u2029]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16)}`);
}

/** Whether a value belongs to a type. */
export function isOfType(value: ParameterValue, type: readonly TypeMember[]): boolean {
  return type.some((member) => (typeof member === 'string' ? typeof value === member : value === member.value));
}

/** A type as TypeScript writes it. */
export function typeText(type: readonly TypeMember[]): string {
  return type.map((member) => (typeof member === 'string' ? member : literal(member.value))).join(' | ');
}
