import type { Response } from 'express';
import { escapeHtml } from '../calendar/text';

/** Markup that is safe to put into a page as it is. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Insert = string | number | Html | Html[] | null | undefined | false;

function insert(value: Insert): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map((one) => one.text).join('');
  return escapeHtml(String(value));
}

/** Tagged template that escapes whatever is not Html. */
export function html(parts: TemplateStringsArray, ...values: Insert[]): Html {
  return new Html(parts.map((part, at) => part + (at < values.length ? insert(values[at]) : '')).join(''));
}

const STYLE = `
:root{color-scheme:light dark;--bg:#f3f4f6;--card:#fff;--ink:#1b1b1f;--soft:#5c6069;--line:#d9dce1;--accent:#0f5bb5;--on:#fff;--wash:#eef4fc;--bad:#a4262c}
@media(prefers-color-scheme:dark){:root{--bg:#15171b;--card:#1f2228;--ink:#f1f2f4;--soft:#a8adb7;--line:#3a3f48;--accent:#7ab4ff;--on:#0b1a2c;--wash:#23303f;--bad:#ff9a9f}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 "Segoe UI",system-ui,-apple-system,sans-serif}
a{color:var(--accent)}
h1{font-size:22px;line-height:1.3;margin:0 0 4px}h2{font-size:16px;margin:24px 0 8px}
p{margin:0 0 12px}.soft{color:var(--soft)}.small{font-size:13px}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:28px 32px}
.center{min-height:100vh;display:grid;grid-template-columns:minmax(0,460px);place-content:center;padding:24px 16px}
.card{overflow-wrap:anywhere}
@media(max-width:480px){.card{padding:22px 20px}}
.brand{display:flex;gap:10px;align-items:center;font-weight:600;margin-bottom:20px}
.brand svg{flex:none}
input,select,textarea{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:6px;padding:7px 10px;width:100%}
label{display:block;font-size:13px;color:var(--soft)}
label>input,label>select,label>textarea{margin-top:2px;color:var(--ink)}
input[type=radio],input[type=checkbox]{width:auto;margin:0;accent-color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
button,.button{font:inherit;font-weight:600;border-radius:6px;border:1px solid var(--line);background:transparent;color:inherit;padding:8px 18px;cursor:pointer;text-decoration:none}
button.primary{background:var(--accent);border-color:var(--accent);color:var(--on)}
button.danger{color:var(--bad);border-color:transparent;padding:4px 6px;font-weight:400}
.actions{display:flex;gap:10px;justify-content:flex-end;margin-top:24px}
.choice{display:flex;gap:12px;align-items:center;padding:10px 12px;border:1px solid var(--line);border-radius:8px;margin-bottom:8px;color:var(--ink);font-size:15px;cursor:pointer}
.choice:has(:checked){border-color:var(--accent);background:var(--wash)}
.avatar{width:34px;height:34px;border-radius:50%;background:var(--accent);color:var(--on);display:grid;place-items:center;font-size:13px;font-weight:600;flex:none}
.scopes{list-style:none;margin:0;padding:0}.scopes li{padding:8px 0;border-top:1px solid var(--line)}.scopes li:first-child{border:0}
.note{border-top:1px solid var(--line);margin-top:24px;padding-top:14px}
.wide{max-width:1080px;margin:0 auto;padding:28px 16px 60px}
.tabs{display:flex;gap:8px;flex-wrap:wrap;margin:16px 0 20px}.tabs a{padding:6px 14px;border:1px solid var(--line);border-radius:99px;text-decoration:none;color:inherit}
.tabs a[aria-current]{background:var(--wash);border-color:var(--accent)}
.grid{display:grid;gap:20px;grid-template-columns:minmax(0,1fr) 340px;align-items:start}
@media(max-width:820px){.grid{grid-template-columns:minmax(0,1fr)}}
.fields{display:grid;gap:12px}.fields .actions{margin-top:4px;flex-wrap:wrap}.fields p{margin:0}.two{display:grid;grid-template-columns:1fr 1fr;gap:12px}
.event{display:grid;grid-template-columns:155px minmax(0,1fr) auto;gap:12px;padding:12px 0;border-top:1px solid var(--line);align-items:start}
@media(max-width:820px){.event{grid-template-columns:minmax(0,1fr);gap:6px}}
.event:first-of-type{border-top:0}.event h3{font-size:15px;margin:0}
.tag{font-size:12px;border:1px solid var(--line);border-radius:99px;padding:1px 8px;color:var(--soft);margin-left:6px;font-weight:400;white-space:nowrap}
.inline{display:flex;gap:10px;align-items:center}.problem{color:var(--bad)}
`;

const MARK = new Html(
  '<svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true"><rect x="2" y="4" width="18" height="16" rx="3" fill="none" stroke="currentColor" stroke-width="2"/><path d="M2 9h18M7 2v4M15 2v4" stroke="currentColor" stroke-width="2"/></svg>',
);

export const brand = (label: string): Html => html`<div class="brand">${MARK}<span>${label}</span></div>`;

export const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .join('')
    .slice(0, 2)
    .toUpperCase();

/** Sends a whole page: no scripts, nothing from elsewhere, never inside a frame. */
export function sendPage(res: Response, status: number, title: string, body: Html): void {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>${title}</title>
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html>`;
  res
    .status(status)
    .set(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    )
    .set('referrer-policy', 'no-referrer')
    .set('cache-control', 'no-store')
    .type('html')
    .send(page.text);
}
