import MarkdownIt from 'markdown-it';
import { escapeHtml } from '../../base/html.js';
import { highlighted } from './highlight.js';
import { sanitisedHtml } from './sanitised-html.js';

export interface Heading {
  readonly level: number;
  readonly id: string;
  readonly text: string;
}

/** Images of a Markdown cell: file name to MIME type to base64. */
export type Attachments = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

interface Environment {
  attachments: Attachments;
  headings: Heading[];
  taken: Set<string>;
}

/**
 * Markdown as sanitised HTML. `taken` holds the ids of the page's headings so far and grows; the headings found come back.
 */
export function renderedMarkdown(
  text: string,
  { attachments = {}, taken = new Set() }: { attachments?: Attachments; taken?: Set<string> } = {},
): { html: string; headings: Heading[] } {
  const environment: Environment = { attachments, headings: [], taken };
  const raw = markdown.render(text, { ...environment });
  const html = sanitisedHtml(raw, { removed: 'shown' }).replaceAll(
    /<(h[1-6])([^>]*) data-heading="(\d+)"([^>]*)>/g,
    (_, tag, a, n, b) => {
      const heading = environment.headings[Number(n)];
      return heading ? `<${tag}${a}${b} id="${heading.id}" tabindex="-1">` : `<${tag}${a}${b}>`;
    },
  );
  const linked = html.replaceAll(
    /(<h[2-6][^>]* id="([^"]+)"[^>]*>)([\s\S]*?)(<\/h[2-6]>)/g,
    (_, open, id, inner, close) =>
      `${open}${inner}<a class="anchor" href="#${id}" aria-label="Link to this section">#</a>${close}`,
  );
  const wrapped = linked
    .replaceAll('<table', '<div class="scroll" role="group" aria-label="Table" tabindex="0"><table')
    .replaceAll('</table>', '</table></div>');
  return { html: wrapped, headings: environment.headings };
}

const markdown = new MarkdownIt({
  html: true,
  linkify: false,
  typographer: false,
  highlight: (source, language) => highlighted(source, aliases[language] ?? language),
});

const aliases: Record<string, string> = {
  ts: 'typescript',
  js: 'typescript',
  javascript: 'typescript',
  py: 'python',
  sh: 'bash',
};

markdown.renderer.rules.heading_open = (tokens, index, _options, env) => {
  const environment = env as unknown as Environment;
  const token = tokens[index]!;
  const text = plain(tokens[index + 1]?.children ?? []);
  environment.headings.push({ level: Number(token.tag.slice(1)), id: freshId(text, environment.taken), text });
  return `<${token.tag} data-heading="${environment.headings.length - 1}">`;
};

markdown.renderer.rules.image = (tokens, index, _options, env) => {
  const environment = env as unknown as Environment;
  const token = tokens[index]!;
  const source = String(token.attrGet('src') ?? '');
  const name = source.startsWith('attachment:') ? decodeURIComponent(source.slice('attachment:'.length)) : '';
  const [type, content] = Object.entries(environment.attachments[name] ?? {})[0] ?? [];
  const src = type && typeof content === 'string' ? `data:${type};base64,${content.replaceAll(/\s/g, '')}` : source;
  return `<img src="${escapeHtml(src)}" alt="${escapeHtml(token.content)}">`;
};

function plain(children: ReadonlyArray<{ type: string; content: string }>): string {
  return children
    .filter((child) => child.type === 'text' || child.type === 'code_inline')
    .map((child) => child.content)
    .join('')
    .trim();
}

function freshId(text: string, taken: Set<string>): string {
  const slug = `s-${
    text
      .toLowerCase()
      .normalize('NFKD')
      .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
      .replaceAll(/^-|-$/g, '') || 'section'
  }`;
  const id = [slug, ...Array.from({ length: taken.size + 1 }, (_, n) => `${slug}-${n + 2}`)].find(
    (one) => !taken.has(one),
  )!;
  taken.add(id);
  return id;
}
