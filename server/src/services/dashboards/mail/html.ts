import type { Block, Delta, Table } from './blocks';
import type { DashboardMail } from './compose';

const escape = (text: string): string =>
  text.replace(
    /[&<>"']/g,
    (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[char] ?? char,
  );

/** Every rule stands at its element, since mail programs drop style sheets; the sheet is for those that know dark mode. */
const DARK = `@media (prefers-color-scheme: dark){
.page{background:#0f141d!important}.card{background:#171e2a!important;border-color:#2b3547!important}
.ink{color:#eef2f8!important}.soft{color:#a9b4c6!important}.rule{border-color:#2b3547!important}
.track{background:#253046!important}.bar{background:#55c3b8!important}
.link{color:#55c3b8!important}}`;
const FONT = 'font-family:system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif';

/** The mail as HTML: tables and inline styles, no images, one column that fits a phone. */
export const htmlOf = (mail: DashboardMail): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${escape(mail.subject)}</title><style>${DARK}</style></head>
<body class="page" style="margin:0;padding:24px 8px;background:#f3f5f9;${FONT}">
<table role="presentation" align="center" width="100%" cellpadding="0" cellspacing="0" style="table-layout:fixed;max-width:640px;margin:0 auto"><tr><td style="padding:0 8px 12px">
<h1 class="ink" style="margin:0;font-size:22px;line-height:30px;color:#14213d">${escape(mail.name)}</h1>
<p class="soft" style="margin:2px 0 0;font-size:14px;line-height:20px;color:#56627a">${escape(mail.date)}</p>
</td></tr>
${mail.blocks.map(blockHtml).join('\n')}
<tr><td style="padding:12px 8px 0">
<a href="${escape(mail.openUrl)}" style="display:inline-block;padding:11px 22px;border-radius:8px;background:#0c6b66;color:#ffffff;font-size:15px;font-weight:600;text-decoration:none">Open the dashboard</a>
<p class="soft" style="margin:20px 0 0;font-size:13px;line-height:20px;color:#56627a">${escape(mail.reason)} <a class="link" href="${escape(mail.leaveUrl)}" style="color:#0c6b66">Switch it off</a></p>
</td></tr></table></body></html>`;

function blockHtml(block: Block): string {
  const dates = block.dates
    ? `<p class="soft" style="margin:0;font-size:12px;line-height:18px;color:#56627a">${escape(block.dates)}</p>`
    : '';
  return `<tr><td style="padding:0 0 12px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="card" style="table-layout:fixed;background:#ffffff;border:1px solid #e2e7f0;border-radius:10px"><tr><td style="padding:16px 18px">
<h2 class="ink" style="margin:0;font-size:15px;line-height:22px;color:#14213d">${escape(block.title)}</h2>${dates}
${contentHtml(block)}
</td></tr></table></td></tr>`;
}

function contentHtml(block: Block): string {
  switch (block.kind) {
    case 'message':
      return `<p class="soft" style="margin:8px 0 0;font-size:14px;line-height:20px;color:#56627a">${escape(block.text)}</p>`;
    case 'figure':
      return `<p class="ink" style="margin:6px 0 0;font-size:28px;line-height:36px;font-weight:650;color:#14213d">${escape(block.value)}</p>${block.delta ? deltaHtml(block.delta) : ''}`;
    case 'table':
      return tableHtml(block);
  }
}

/** No colour: whether more is better (money) or worse (days, losses, bounces) is for the reader to say. */
const MARKS = { up: '▲ ', down: '▼ ', same: '' } as const;

function deltaHtml({ direction, text }: Delta): string {
  return `<p class="soft" style="margin:2px 0 0;font-size:14px;line-height:20px;color:#56627a">${MARKS[direction]}${escape(text)}</p>`;
}

const CELL =
  'padding:6px 0;font-size:14px;line-height:20px;vertical-align:top;border-bottom:1px solid #e2e7f0';
const cellHtml = (tag: 'th' | 'td', content: string, index: number, weight: number): string => {
  const side = index
    ? 'text-align:right;padding-left:12px'
    : 'text-align:left;min-width:130px;overflow-wrap:break-word';
  return `<${tag} class="${tag === 'th' ? 'soft' : 'ink'} rule" style="${CELL};${side};font-weight:${weight};color:${tag === 'th' ? '#56627a' : '#14213d'}">${content}</${tag}>`;
};

function tableHtml({ head, rows, foot, more }: Table): string {
  const heads = head.map((text, index) => cellHtml('th', escape(text), index, 500)).join('');
  const body = rows.map(({ cells, bar }) => {
    const shown = cells.map((text, index) =>
      cellHtml('td', index || bar === null ? escape(text) : escape(text) + barHtml(bar), index, 400),
    );
    return `<tr>${shown.join('')}</tr>`;
  });
  const last = foot
    ? `<tr>${foot.map((text, index) => cellHtml('td', escape(text), index, 650)).join('')}</tr>`
    : '';
  const rest = more
    ? `<p class="soft" style="margin:8px 0 0;font-size:13px;line-height:18px;color:#56627a">${escape(more)}</p>`
    : '';
  return `<div style="overflow-x:auto"><table width="100%" cellpadding="0" cellspacing="0" style="margin-top:8px;border-collapse:collapse"><thead><tr>${heads}</tr></thead><tbody>${body.join('')}${last}</tbody></table></div>${rest}`;
}

/** Only for the eye: the figure stands beside it. */
const barHtml = (share: number): string =>
  `<div class="track" style="margin-top:4px;height:6px;border-radius:3px;background:#e8ecf5"><div class="bar" style="width:${share}%;height:6px;border-radius:3px;background:#0c6b66;font-size:0;line-height:0">&nbsp;</div></div>`;
