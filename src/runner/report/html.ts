/** A value as JSON that can stand in a `<script>` element: no `<` is left that could end it. */
export function embeddedJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

/** `customersOfTop_25` as `Customers of top 25`. */
export function humanised(name: string): string {
  const words = name
    .replaceAll(/[_-]+/g, ' ')
    .replaceAll(/([a-z])([A-Z0-9])/g, '$1 $2')
    .replaceAll(/([0-9])([A-Za-z])/g, '$1 $2')
    .trim()
    .split(/\s+/)
    .map((word) => (abbreviations.has(word.toLowerCase()) ? word.toUpperCase() : lowerFirst(word)));
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const abbreviations = new Set(['uk', 'eu', 'us', 'rfm', 'aov', 'clv', 'gbp', 'usd', 'eur', 'id', 'vat', 'csv', 'gpt']);

function lowerFirst(word: string): string {
  return /^[A-Z][a-z]/.test(word) ? word.charAt(0).toLowerCase() + word.slice(1) : word;
}
