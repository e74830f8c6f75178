const ANCHOR = /<a\b[^>]*\bhref\s*=\s*["']([^"']*)["'][^>]*>([\s\S]*?)<\/a>/gi;

/** The plain part that SendGrid makes of HTML when none is given: links become `label ( address )`. */
export function plainTextOf(html: string): string {
  return html
    .replaceAll(/<(style|head|script)\b[\s\S]*?<\/\1>/gi, '')
    .replaceAll(ANCHOR, (_tag, url: string, label: string) =>
      label.includes(url) ? url : `${label} ( ${url} )`,
    )
    .replaceAll(/<br\s*\/?>|<\/(p|div|tr|h[1-6]|li)>/gi, '\n')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&nbsp;', ' ')
    .replaceAll(/[ \t]+/g, ' ')
    .replaceAll(/\s*\n\s*/g, '\n')
    .trim();
}
