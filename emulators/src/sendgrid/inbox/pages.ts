import Handlebars from 'handlebars';
import type { HistoryEntry, Message } from '../messages';
import { STYLE } from './style';

const REFRESH_MS = 2000;

/** Shows times in the reader's zone, and fetches the live part of the page again every two seconds. */
const SCRIPT = `
const localTimes=()=>document.querySelectorAll('time').forEach(t=>{t.textContent=new Date(t.dateTime).toLocaleString([],{month:'short',day:'numeric',hour:'numeric',minute:'2-digit'})});
localTimes();
setInterval(async()=>{
  if(document.hidden)return;
  const answer=await fetch(location.href).catch(()=>null);
  if(!answer||!answer.ok)return;
  const fresh=new DOMParser().parseFromString(await answer.text(),'text/html').getElementById('live');
  const live=document.getElementById('live');
  if(!fresh||!live||fresh.innerHTML===live.dataset.html)return;
  live.dataset.html=fresh.innerHTML;
  if(live.contains(document.activeElement))return;
  live.innerHTML=fresh.innerHTML;localTimes();
},${REFRESH_MS});
`;

const shell = (title: string, header: string, main: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title><style>${STYLE}</style></head>
<body><header>${header}</header><main>${main}</main><script>${SCRIPT}</script></body></html>`;

const EVENT_TEXT = `<strong>{{event}}</strong>{{#if machine}} <span class="soft">by a machine</span>{{/if}}
<time class="soft" datetime="{{at}}">{{at}}</time>
{{#if reason}}<div>{{reason}}</div>{{/if}}{{#if url}}<div>{{url}}</div>{{/if}}
{{#if useragent}}<div class="soft">{{ip}} · {{useragent}}</div>{{/if}}`;

const listTemplate = Handlebars.compile(
  shell(
    'Inbox · SendGrid emulator',
    `<h1>Inbox</h1><span class="soft">SendGrid emulator</span>
<form role="search" action="{{base}}"><input type="search" name="q" value="{{q}}" placeholder="Search recipient or subject" aria-label="Search recipient or subject"></form>`,
    `<div id="live">{{#if rows}}<ul class="list">{{#each rows}}<li><a class="row" href="{{@root.base}}/{{id}}">
<span class="avatar" aria-hidden="true">{{initial}}</span>
<span class="to clip">{{to}}</span><span class="subject clip"><strong>{{subject}}</strong></span>
<span class="counts soft">{{counts}}</span><span class="chip {{status}}">{{status}}</span>
<time class="soft" datetime="{{at}}">{{at}}</time></a></li>{{/each}}</ul>
<nav class="pages" aria-label="Pages"><span>{{#if newer}}<a href="{{newer}}">Newer</a>{{/if}}</span>
<span class="soft">{{from}}–{{until}} of {{total}}</span><span>{{#if older}}<a href="{{older}}">Older</a>{{/if}}</span></nav>
{{else}}<div class="list empty">{{#if q}}No mail matches “{{q}}”.{{else}}No mail yet. Whatever the app sends lands here.{{/if}}</div>{{/if}}</div>`,
  ),
);

const messageTemplate = Handlebars.compile(
  shell(
    '{{subject}} · Inbox',
    `<a href="{{base}}">← Inbox</a><span class="soft">{{to}}</span>`,
    `<div class="columns"><article class="card mail"><div class="top"><h1 class="subject">{{subject}}</h1>
<div>From {{from}}</div><div class="soft">To {{to}}</div>
{{#if note}}<p class="chip void">{{note}}</p>{{/if}}
{{#if actions}}<form class="actions" method="post" action="{{base}}/{{id}}/act">{{#each actions}}<button name="action" value="{{value}}">{{label}}</button>{{/each}}</form>{{/if}}</div>
{{#if hasBody}}<iframe title="Message" src="{{base}}/{{id}}/body" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
{{else}}<div class="empty">{{noBody}}</div>{{/if}}</article>
<aside><section class="card" id="live"><h2>What happened</h2><span class="chip {{status}}">{{status}}</span>
<ol class="events">{{#each events}}<li>${EVENT_TEXT}</li>{{/each}}</ol></section>
{{#if customArgs}}<section class="card"><h2>Custom args</h2><dl>{{#each customArgs}}<dt>{{@key}}</dt><dd>{{this}}</dd>{{/each}}</dl></section>{{/if}}
{{#if attachments}}<section class="card"><h2>Attachments</h2><ul>{{#each attachments}}<li><a href="{{@root.base}}/{{@root.id}}/attachments/{{@index}}">{{filename}}</a></li>{{/each}}</ul></section>{{/if}}
{{#if hasText}}<details class="card"><summary>Plain text</summary><pre>{{text}}</pre></details>{{/if}}
<details class="card"><summary>Headers</summary><dl>{{#each headers}}<dt>{{@key}}</dt><dd>{{this}}</dd>{{/each}}</dl></details>
</aside></div>`,
  ),
);

const iso = (ms: number) => new Date(ms).toISOString();
const who = ({ email, name }: { email: string; name?: string }) => (name ? `${name} <${email}>` : email);

function counts(history: HistoryEntry[]): string {
  const of = (event: string) => history.filter((entry) => entry.event === event).length;
  return [`${of('open')} opens`, `${of('click')} clicks`].filter((text) => !text.startsWith('0 ')).join(', ');
}

export interface ListPage {
  /** Path of the inbox. */
  base: string;
  q: string;
  offset: number;
  pageSize: number;
  total: number;
  messages: Message[];
}

export function listPage({ base, q, offset, pageSize, total, messages }: ListPage): string {
  const link = (to: number) =>
    `${base}?${new URLSearchParams({ ...(q ? { q } : {}), offset: String(to) }).toString()}`;
  return listTemplate({
    base,
    q,
    total,
    from: offset + 1,
    until: offset + messages.length,
    newer: offset > 0 ? link(Math.max(0, offset - pageSize)) : '',
    older: offset + messages.length < total ? link(offset + pageSize) : '',
    rows: messages.map((message) => ({
      id: message.id,
      to: message.to.name ?? message.to.email,
      initial: (message.to.name ?? message.to.email).slice(0, 1).toUpperCase(),
      subject: message.subject || '(no subject)',
      status: message.status,
      at: iso(message.acceptedAt),
      counts: counts(message.history),
    })),
  });
}

export interface MessagePage {
  base: string;
  message: Message;
  from: { email: string; name?: string };
  headers: Record<string, string>;
  hasBody: boolean;
  text: string;
  attachments: { filename: string }[];
  actions: { value: string; label: string }[];
}

export function messagePage({ base, message, from, ...rest }: MessagePage): string {
  return messageTemplate({
    ...rest,
    base,
    id: message.id,
    subject: message.subject || '(no subject)',
    to: who(message.to),
    from: who(from),
    status: message.status,
    note: message.note,
    noBody: message.note ? 'Nothing was sent.' : 'The body of this older message is no longer kept.',
    hasText: rest.text !== '',
    customArgs: Object.keys(message.customArgs).length > 0 ? message.customArgs : null,
    events: message.history.map((entry) => ({ ...entry, at: iso(entry.timestamp * 1000) })),
  });
}
