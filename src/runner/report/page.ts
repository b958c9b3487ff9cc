import { escapeHtml } from '../../base/html.js';
import { applyTheme } from './browser/apply-theme.js';
import { themeToggle } from './browser/theme-toggle.js';
import { contentSecurityPolicy } from './content-security-policy.js';
import { inlineScript } from './inline-script.js';
import { baseStyles } from './styles/base.js';
import { colours } from './styles/colours.js';
import { printStyles } from './styles/print.js';

export interface PageParts {
  readonly title: string;
  readonly description: string;
  readonly styles: readonly string[];
  /** HTML between the brand and the theme switch of the bar on top. */
  readonly tools: string;
  readonly body: string;
  /** Inline scripts that run at the end of the page, in order. */
  readonly scripts: readonly string[];
  /** Scripts that those scripts will put into the page: allowed by the policy, not written here. */
  readonly lateScripts?: readonly string[];
}

/** The document around a report or an index: policy, styles, the bar on top, theme switch. */
export function renderedPage({
  title,
  description,
  styles,
  tools,
  body,
  scripts,
  lateScripts = [],
}: PageParts): string {
  const boot = inlineScript(applyTheme);
  const end = [inlineScript(themeToggle), ...scripts];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(contentSecurityPolicy([boot, ...end, ...lateScripts])).replaceAll('&#39;', "'")}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Tillbook">
<meta name="description" content="${escapeHtml(description)}">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(icon('#0b6e4f'))}">
<style>${[colours, baseStyles, ...styles, printStyles].join('\n')}</style>
<script>${boot}</script>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<header class="bar"><div class="bar-inner"><span class="brand">${icon('currentColor')}Tillbook</span><span class="bar-space"></span>${tools}<button type="button" class="tool needs-js" id="theme-toggle" aria-pressed="false"><span aria-hidden="true">◐</span> <span class="tool-word">Dark</span></button></div></header>
${body}
${end.map((script) => `<script>${script}</script>`).join('\n')}
</body>
</html>
`;
}

function icon(colour: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><path fill="${colour}" fill-rule="evenodd" d="M3 1.5h14V19l-2.3-1.6L12.3 19 10 17.4 7.7 19l-2.4-1.6L3 19zM6 5v1.6h8V5zm0 3.6v1.6h3V8.600zm0 3.600v1.600h3v-1.600zm6-3.600v5.200h2V8.600z"/></svg>`;
}
