import express, { type Request, type Response, type Router } from 'express';
import Handlebars from 'handlebars';
import { renderMail } from '../mail/render';
import type { Envelope, Message } from '../messages';
import { supportsOneClick, unsubscribeOneClick } from '../oneClick';
import { block, bounce, spamReport, unsubscribe, unsubscribeFromGroup } from '../recipient';
import type { Runtime } from '../runtime';
import { listPage, messagePage } from './pages';

const PAGE_SIZE = 50;

type Act = (runtime: Runtime, message: Message) => unknown;

const ACTIONS: Record<string, { label: string; act: Act }> = {
  spamreport: { label: 'Report spam', act: spamReport },
  unsubscribe: { label: 'Unsubscribe', act: unsubscribe },
  group_unsubscribe: { label: 'Unsubscribe from group', act: unsubscribeFromGroup },
  one_click: { label: 'One-click unsubscribe', act: unsubscribeOneClick },
  bounce: { label: 'Bounce', act: (runtime, message) => bounce(runtime, message) },
  block: { label: 'Block', act: block },
};

function actionsFor(message: Message, envelope: Envelope, headers: Record<string, string>) {
  if (message.status === 'void' || message.status === 'dropped') return [];
  return Object.entries(ACTIONS)
    .filter(([value]) => value !== 'group_unsubscribe' || envelope.asmGroupId)
    .filter(([value]) => value !== 'one_click' || supportsOneClick(headers))
    .map(([value, { label }]) => ({ value, label }));
}

/** Mail that carries only text, as a page. */
const textPage = (text: string) =>
  `<pre style="font:15px/1.6 system-ui;white-space:pre-wrap;padding:16px">${Handlebars.escapeExpression(text)}</pre>`;

/** Links of a mail open in a new tab, as in any mail program. */
const withBlankTarget = (html: string) =>
  /<head\b[^>]*>/i.test(html)
    ? html.replace(/<head\b[^>]*>/i, (tag) => `${tag}<base target="_blank">`)
    : `<base target="_blank">${html}`;

/** Inline images: cid: addresses become data. */
function withInlineImages(html: string, envelope: Envelope): string {
  return envelope.attachments.reduce(
    (result, { content_id: id, type, content }) =>
      id ? result.replaceAll(`cid:${id}`, `data:${type ?? 'image/png'};base64,${content}`) : result,
    html,
  );
}

/** The mailbox of every recipient, for people: list, message, and what a recipient can do. */
export function inboxRoutes(runtime: Runtime): Router {
  const router = express.Router();
  const baseUrl = () => runtime.ctx.baseUrl();

  const find = (req: Request, res: Response): { message: Message; envelope: Envelope } | undefined => {
    const message = runtime.messages.get(String(req.params.id));
    const envelope = message && runtime.messages.envelopeOf(message);
    if (message && envelope) return { message, envelope };
    res.status(404).type('text').send('No such message');
    return undefined;
  };

  router.get('/', (req, res) => {
    const q = typeof req.query.q === 'string' ? req.query.q : '';
    const wanted = Number(req.query.offset ?? 0);
    const offset = Number.isInteger(wanted) && wanted > 0 ? wanted : 0;
    const found = runtime.messages.find({ ...(q ? { q } : {}), limit: PAGE_SIZE, offset });
    res.type('html').send(listPage({ base: req.baseUrl, q, offset, pageSize: PAGE_SIZE, ...found }));
  });

  router.get('/:id', (req, res) => {
    const found = find(req, res);
    if (!found) return;
    const { message, envelope } = found;
    const mail = renderMail(envelope, message, baseUrl());
    const headers = mail?.headers ?? {};
    const page = messagePage({
      base: req.baseUrl,
      message,
      from: envelope.from,
      headers,
      hasBody: mail !== undefined && message.status !== 'void',
      text: mail?.text ?? '',
      attachments: envelope.attachments,
      actions: actionsFor(message, envelope, headers),
    });
    res.type('html').send(page);
  });

  router.get('/:id/body', (req, res) => {
    const found = find(req, res);
    if (!found) return;
    const { message, envelope } = found;
    const mail = renderMail(envelope, message, baseUrl());
    const html = mail?.html ? withInlineImages(mail.html, envelope) : textPage(mail?.text ?? '');
    // A mail never runs scripts, wherever this page is opened.
    res.set('Content-Security-Policy', 'sandbox allow-popups allow-popups-to-escape-sandbox');
    res.set('Cache-Control', 'no-store').type('html').send(withBlankTarget(html));
  });

  router.get('/:id/attachments/:index', (req, res) => {
    const found = find(req, res);
    if (!found) return undefined;
    const attachment = found.envelope.attachments[Number(req.params.index)];
    if (!attachment) return res.status(404).type('text').send('No such attachment');
    res.attachment(attachment.filename).type('application/octet-stream');
    return res.send(Buffer.from(attachment.content, 'base64'));
  });

  router.post('/:id/act', express.urlencoded({ extended: false }), async (req, res) => {
    const found = find(req, res);
    if (!found) return;
    const body = req.body as { action?: unknown } | undefined;
    const action = typeof body?.action === 'string' && Object.hasOwn(ACTIONS, body.action) ? body.action : '';
    const known = ACTIONS[action];
    if (!known || found.message.status === 'void') {
      res.status(400).type('text').send('Unknown action');
      return;
    }
    try {
      await known.act(runtime, found.message);
    } catch (error) {
      res
        .status(502)
        .type('text')
        .send(error instanceof Error ? error.message : 'Failed');
      return;
    }
    runtime.save();
    // The browser stays where it is (reloading the message would count as another open); the page refreshes itself.
    res.status(204).end();
  });
  return router;
}
