/**
 * The functions of `browser/` as the text of one inline script: the first ones are helpers, the last one is called.
 * They are real functions, typed against the DOM by their own tsconfig; each uses only what is handed over with it, so its
 * own text is all that the page needs, and no file is read or bundled.
 */
export function inlineScript(...functions: ReadonlyArray<(...args: never[]) => unknown>): string {
  const text = `'use strict';(()=>{\n${functions.map(String).join('\n')}\n${functions.at(-1)!.name}();\n})();`;
  if (/<\/script|<!--/i.test(text)) throw new Error('an inline script holds what would end its element');
  return text;
}
