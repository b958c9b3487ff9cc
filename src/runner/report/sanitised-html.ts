import sanitizeHtml from 'sanitize-html';

const tags = (
  'h1 h2 h3 h4 h5 h6 p div span br hr blockquote pre code kbd samp var em strong b i u s del ins mark small sub sup abbr cite q time ' +
  'ul ol li dl dt dd table caption thead tbody tfoot tr th td colgroup col figure figcaption details summary a img'
).split(' ');

/**
 * HTML from a notebook with only what cannot act or ask the network: no script, style sheet, form, frame, id or handler;
 * images only as data; a remote image becomes a link. What is taken out is dropped, or shown as text.
 */
export function sanitisedHtml(html: string, { removed = 'dropped' }: { removed?: 'dropped' | 'shown' } = {}): string {
  return sanitizeHtml(html, removed === 'shown' ? { ...options, disallowedTagsMode: 'escape' } : options);
}

const options: sanitizeHtml.IOptions = {
  allowedTags: tags,
  allowedAttributes: {
    '*': ['style', 'title', 'lang', 'dir'],
    a: ['href', 'rel'],
    img: ['src', 'alt', 'width', 'height'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan', 'scope'],
    ol: ['start'],
    details: ['open'],
    // Set by our own Markdown renderer; they name a heading by number and a language.
    ...Object.fromEntries(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((tag) => [tag, ['data-heading']])),
  },
  allowedClasses: { '*': ['hljs*', 'language-*', 'dataframe', 'remote-image'] },
  allowedStyles: {
    '*': {
      'text-align': [/^(left|right|center)$/],
      'font-weight': [/^(bold|normal|[1-9]00)$/],
      'font-style': [/^italic$/],
      'white-space': [/^(pre|pre-wrap|nowrap)$/],
    },
  },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesByTag: { img: ['data'] },
  allowProtocolRelative: false,
  transformTags: {
    a: (tagName, attributes) => ({
      tagName,
      attribs: { ...attributes, ...(attributes.href?.startsWith('#') ? {} : { rel: 'noopener noreferrer' }) },
    }),
    img: (tagName, { src = '', ...others }) =>
      /^data:image\/(png|jpeg|gif|webp);base64,/i.test(src)
        ? { tagName, attribs: { alt: '', ...others, src } }
        : {
            tagName: 'a',
            attribs: { href: src, rel: 'noopener noreferrer', class: 'remote-image' },
            text: `image: ${others.alt || src}`,
          },
  },
};
