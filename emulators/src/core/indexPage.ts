import type { ProviderName } from './provider';

interface Entry {
  title: string;
  links: { href: string; label: string }[];
}

const ENTRIES: Record<ProviderName, Entry> = {
  sendgrid: { title: 'SendGrid', links: [{ href: '/sendgrid/inbox', label: 'Inbox' }] },
  google: { title: 'Google', links: [{ href: '/google/', label: 'Calendar' }] },
  microsoft: { title: 'Microsoft', links: [{ href: '/microsoft/', label: 'Calendar' }] },
  turnstile: { title: 'Cloudflare Turnstile', links: [{ href: '/turnstile/v0/api.js', label: 'api.js' }] },
};

const CONTROL = ['state', 'requests', 'faults', 'clock'];

function card(name: ProviderName): string {
  const { title, links } = ENTRIES[name];
  const control = CONTROL.map((page) => ({ href: `/${name}/_control/${page}`, label: page }));
  const items = [...links, ...control].map(({ href, label }) => `<li><a href="${href}">${label}</a></li>`);
  return `<section><h2>${title}</h2><p><code>/${name}</code></p><ul>${items.join('')}</ul></section>`;
}

/** The page at `/`: what runs here and where to look. */
export function indexPage(names: ProviderName[]): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>Provider emulators</title>
<style>
:root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}
body{max-width:960px;margin:0 auto;padding:32px 16px}
main{display:grid;gap:16px;grid-template-columns:repeat(auto-fill,minmax(210px,1fr))}
section{border:1px solid color-mix(in srgb,currentColor 18%,transparent);border-radius:10px;padding:8px 20px 12px}
h1{font-size:22px}h2{font-size:16px;margin:8px 0 0}p{margin:4px 0}ul{padding-left:18px;margin:8px 0}
</style>
<h1>Provider emulators</h1>
<p>Local servers that speak the providers' HTTP APIs. Nothing here leaves this machine.</p>
<main>${names.map(card).join('')}</main></html>`;
}
