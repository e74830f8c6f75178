const ENTITIES: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
};

export const escapeHtml = (text: string): string =>
  text.replace(
    /[&<>"']/g,
    (char) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": '#39' }[char]};`,
  );

/** The text a person would read in an HTML body. Enough for previews; no sanitiser. */
function htmlToText(html: string): string {
  return html
    .replace(/<(style|script|head)[\s\S]*?<\/\1>/gi, '')
    .replace(/<(br|\/p|\/div|\/li)[^>]*>\s*/gi, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (entity) => ENTITIES[entity] ?? entity)
    .trim();
}

interface Body {
  contentType: 'html' | 'text';
  content: string;
}

/** Exchange keeps bodies as HTML documents; text comes back wrapped, and as text only when asked for. */
export function renderBody(body: Body, wanted: 'html' | 'text'): Body {
  if (wanted === 'text') {
    return {
      contentType: 'text',
      content: body.contentType === 'text' ? body.content : htmlToText(body.content),
    };
  }
  if (body.content === '') return { contentType: 'html', content: '' };
  const inner =
    body.contentType === 'html' ? body.content : escapeHtml(body.content).replace(/\r?\n/g, '<br>');
  const content = /<html[\s>]/i.test(inner) ? inner : `<html><head></head><body>${inner}</body></html>`;
  return { contentType: 'html', content };
}

/** bodyPreview: the first 255 characters of the text. */
export function preview(body: Body): string {
  return renderBody(body, 'text').content.replace(/\s+/g, ' ').trim().slice(0, 255);
}
