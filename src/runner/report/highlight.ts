import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import sql from 'highlight.js/lib/languages/sql';
import typescript from 'highlight.js/lib/languages/typescript';
import { escapeHtml } from '../../base/html.js';

hljs.registerLanguage('typescript', typescript);
hljs.registerLanguage('python', python);
hljs.registerLanguage('sql', sql);
hljs.registerLanguage('json', json);
hljs.registerLanguage('bash', bash);

/** Source as HTML with `hljs-` classes; a language that is not known here is only escaped. */
export function highlighted(source: string, language: string): string {
  const known = hljs.getLanguage(language);
  return known ? hljs.highlight(source, { language, ignoreIllegals: true }).value : escapeHtml(source);
}
