/**
 * The script that pages load: window.turnstile as Cloudflare documents it. Each widget is an iframe of this server,
 * like the real one, so that a page needs the same two CSP sources for both (script-src and frame-src).
 */
export const API_JS = `(() => {
  'use strict';
  if (window.turnstile) return;
  const script = document.currentScript;
  const source = new URL(script.src);
  const frameBase = source.href.split('?')[0].replace(/api\\.js$/, 'frame');
  const origin = source.origin;
  const widgets = new Map();
  let counter = 0;

  const elementOf = (target) => (typeof target === 'string' ? document.querySelector(target) : target);
  const idOf = (target) => {
    if (target === undefined) return widgets.keys().next().value;
    if (widgets.has(target)) return target;
    const element = elementOf(target);
    for (const [id, widget] of widgets) if (widget.container === element) return id;
    return undefined;
  };
  const call = (callback, ...args) => {
    const fn = typeof callback === 'string' ? window[callback] : callback;
    return typeof fn === 'function' ? fn(...args) : undefined;
  };

  const setToken = (widget, token) => {
    widget.token = token;
    if (widget.field) widget.field.value = token ?? '';
  };
  const load = (id, widget) => {
    setToken(widget, undefined);
    widget.expired = false;
    clearTimeout(widget.timer);
    const { sitekey, action = '', cData = '', theme = 'auto' } = widget.params;
    const query = new URLSearchParams({
      id, sitekey, action, cdata: cData, theme, hostname: location.hostname, parent: location.origin,
    });
    widget.frame.src = frameBase + '?' + query;
  };
  const expire = (id, widget) => {
    setToken(widget, undefined);
    widget.expired = true;
    call(widget.params['expired-callback']);
    if ((widget.params['refresh-expired'] ?? 'auto') === 'auto') load(id, widget);
  };

  window.addEventListener('message', ({ origin: from, data }) => {
    if (from !== origin || !data || data.source !== 'turnstile') return;
    const widget = widgets.get(data.id);
    if (!widget) return;
    if (data.event === 'solved') {
      setToken(widget, data.token);
      widget.timer = setTimeout(() => expire(data.id, widget), data.expiresInMs);
      call(widget.params.callback, data.token);
    } else {
      call(widget.params['error-callback'], data.code);
    }
  });

  const createFrame = (params) => {
    const frame = document.createElement('iframe');
    frame.title = 'Widget containing a Cloudflare security challenge';
    const compact = params.size === 'compact';
    frame.width = compact ? '150' : params.size === 'flexible' ? '100%' : '300';
    frame.height = compact ? '140' : '65';
    frame.style.border = '0';
    frame.style.maxWidth = '100%';
    if (params.tabindex !== undefined) frame.tabIndex = params.tabindex;
    return frame;
  };
  const createField = (params) => {
    if (params['response-field'] === false || params['response-field'] === 'false') return undefined;
    const field = document.createElement('input');
    field.type = 'hidden';
    field.name = params['response-field-name'] ?? 'cf-turnstile-response';
    return field;
  };

  window.turnstile = {
    ready: (callback) => { queueMicrotask(callback); },
    render(target, params = {}) {
      const container = elementOf(target);
      if (!container || !params.sitekey) {
        console.error('[Turnstile emulator] render needs a container and a sitekey');
        return undefined;
      }
      const id = 'cf-chl-widget-' + (counter += 1).toString(36);
      const widget = { container, params, frame: createFrame(params), field: createField(params) };
      widgets.set(id, widget);
      container.append(widget.frame);
      if (widget.field) container.append(widget.field);
      if (params.execution !== 'execute') load(id, widget);
      return id;
    },
    execute(target) {
      const id = idOf(target);
      const widget = widgets.get(id);
      if (widget) load(id, widget);
    },
    reset(target) {
      const id = idOf(target);
      const widget = widgets.get(id);
      if (widget) load(id, widget);
    },
    remove(target) {
      const id = idOf(target);
      const widget = widgets.get(id);
      if (!widget) return;
      clearTimeout(widget.timer);
      widget.frame.remove();
      widget.field?.remove();
      widgets.delete(id);
    },
    getResponse: (target) => widgets.get(idOf(target))?.token,
    isExpired: (target) => widgets.get(idOf(target))?.expired ?? false,
  };

  const implicit = () => {
    for (const element of document.querySelectorAll('.cf-turnstile')) {
      const { sitekey, callback, action, cdata, theme, size, errorCallback, expiredCallback } = element.dataset;
      window.turnstile.render(element, {
        sitekey, callback, action, theme, size, cData: cdata,
        'error-callback': errorCallback, 'expired-callback': expiredCallback,
      });
    }
  };
  const start = () => {
    const onload = source.searchParams.get('onload');
    if (onload) call(onload);
    if (source.searchParams.get('render') !== 'explicit') implicit();
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else setTimeout(start);
})();
`;

/** The inside of a widget: solves alone, waits for a click, or fails, and tells the page that embeds it. */
export const FRAME_HTML = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Challenge</title>
<style>
:root{color-scheme:light dark;font:14px/1.3 system-ui,sans-serif;--bg:#fafafa;--ink:#232323;--line:#d6d6d6}
:root[data-theme=dark]{--bg:#232323;--ink:#eee;--line:#555}
@media (prefers-color-scheme:dark){:root[data-theme=auto]{--bg:#232323;--ink:#eee;--line:#555}}
*{box-sizing:border-box}body{margin:0;background:transparent}
main{height:65px;display:flex;gap:12px;align-items:center;padding:0 14px;background:var(--bg);color:var(--ink);border:1px solid var(--line)}
input{width:22px;height:22px;margin:0;flex:none}label{display:flex;gap:12px;align-items:center;cursor:pointer}
small{margin-left:auto;opacity:.7;text-align:right}.mark{font-size:22px;line-height:22px;width:22px;text-align:center}
.good{color:#0f7a4d}.bad{color:#c5281c}
</style></head>
<body><main><span id="state" role="status">Verifying…</span><small>Turnstile<br>emulator</small></main>
<script>
const query = new URLSearchParams(location.search);
const field = (name) => query.get(name) ?? '';
document.documentElement.dataset.theme = field('theme') || 'auto';
const state = document.getElementById('state');
const tell = (message) => parent.postMessage({ source: 'turnstile', id: field('id'), ...message }, field('parent') || '*');
const show = (mark, className, text) => {
  state.innerHTML = '<label><span class="mark ' + className + '" aria-hidden="true">' + mark + '</span>' + text + '</label>';
};
const ask = async (clicked) => {
  const body = JSON.stringify({
    sitekey: field('sitekey'), action: field('action'), cdata: field('cdata'), hostname: field('hostname'), clicked,
  });
  const answer = await fetch('challenge', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
  const result = await answer.json();
  if (result.outcome === 'solved') {
    show('✓', 'good', 'Success!');
    tell({ event: 'solved', token: result.token, expiresInMs: result.expiresInMs });
  } else if (result.outcome === 'interactive') {
    state.innerHTML = '<label><input type="checkbox">Verify you are human</label>';
    state.querySelector('input').addEventListener('change', () => run(true), { once: true });
  } else {
    show('✕', 'bad', 'Verification failed');
    tell({ event: 'failed', code: '300030' });
  }
};
const run = (clicked) => ask(clicked).catch(() => { show('✕', 'bad', 'No connection'); tell({ event: 'failed', code: '200500' }); });
run(false);
</script></body></html>`;
