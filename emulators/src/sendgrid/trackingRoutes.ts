import express, { type Request, type Response, type Router } from 'express';
import Handlebars from 'handlebars';
import { fail } from './errors';
import { decodeLink } from './mail/tracking';
import type { Message } from './messages';
import { click, open, unsubscribe, unsubscribeFromGroup, type Visit } from './recipient';
import type { Runtime } from './runtime';

const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

function visitOf(req: Request): Visit {
  const useragent = req.headers['user-agent'];
  const ip = req.socket.remoteAddress;
  return { ...(useragent ? { useragent } : {}), ...(ip ? { ip } : {}) };
}

const page = Handlebars.compile(`<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>{{title}}</title>
<style>:root{color-scheme:light dark;font:16px/1.6 system-ui,sans-serif}body{max-width:520px;margin:12vh auto;padding:0 20px}h1{font-size:22px}</style>
<h1>{{title}}</h1><p>{{text}}</p></html>`);

/** What stands behind the rewritten links of a mail: click tracker, open pixel, unsubscribe pages. */
export function trackingRoutes(runtime: Runtime): Router {
  const router = express.Router();
  const messageOf = (req: Request): Message | undefined => {
    const link = decodeLink(req.query.upn);
    return link && runtime.messages.get(link.m);
  };

  router.get('/ls/click', (req, res) => {
    const link = decodeLink(req.query.upn);
    if (!link?.u || !/^https?:\/\//i.test(link.u)) return fail(res, 404, 'not found');
    const message = runtime.messages.get(link.m);
    if (message) {
      click(runtime, message, { ...visitOf(req), url: link.u, position: link.n ?? 0 });
      runtime.save();
    }
    return res.redirect(302, link.u);
  });
  router.get('/wf/open', (req, res) => {
    const message = messageOf(req);
    if (message) {
      open(runtime, message, visitOf(req));
      runtime.save();
    }
    res.set('Cache-Control', 'no-store').type('gif').send(PIXEL);
  });

  const leave = (act: (message: Message, visit: Visit) => void) => (req: Request, res: Response) => {
    const message = messageOf(req);
    if (!message) return fail(res, 404, 'not found');
    act(message, visitOf(req));
    runtime.save();
    const text = `${message.to.email} will not get such mail any more.`;
    return res.type('html').send(page({ title: 'You are unsubscribed', text }));
  };
  const fromAll = leave((message) => unsubscribe(runtime, message));
  const fromGroup = leave((message, visit) => unsubscribeFromGroup(runtime, message, visit));
  router.route('/wf/unsubscribe').get(fromAll).post(fromAll);
  router.route('/asm/unsubscribe').get(fromGroup).post(fromGroup);
  return router;
}
