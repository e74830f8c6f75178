import { z } from 'zod';
import {
  emailLog,
  sendgridStatus as statusContract,
  sendgridTemplate,
  testMailInput,
  webhookReceipt,
} from '@besahubs/contracts/email';
import { presentLog } from '../presenters/email';
import { sendTestMail, sendgridStatus, sendgridTemplates } from '../services/email/status';
import { checkSignature, ingest } from '../services/email/webhook';
import { route } from './route';

const flag = 'sendgrid' as const;

export const sendgridRoutes = [
  route(
    'post',
    '/integrations/sendgrid/webhook',
    {
      summary: "SendGrid's signed event webhook",
      permission: 'public',
      flag,
      raw: true,
      response: webhookReceipt,
    },
    async ({ ctx, req }) => {
      const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
      await checkSignature({
        signature: req.get('X-Twilio-Email-Event-Webhook-Signature'),
        timestamp: req.get('X-Twilio-Email-Event-Webhook-Timestamp'),
        body,
      });
      return ingest(ctx, body);
    },
  ),
  route(
    'get',
    '/integrations/sendgrid/status',
    {
      summary: 'How e-mail stands: key, webhook, templates, sender',
      permission: 'integrations.read',
      flag,
      response: statusContract,
    },
    () => sendgridStatus(),
  ),
  route(
    'get',
    '/integrations/sendgrid/templates',
    {
      summary: 'Templates to choose from',
      permission: 'campaigns.read',
      flag,
      response: z.array(sendgridTemplate),
    },
    () => sendgridTemplates(),
  ),
  route(
    'post',
    '/integrations/sendgrid/test',
    {
      summary: 'Send a test e-mail, to oneself unless an admin says otherwise',
      permission: 'email.settings',
      flag,
      body: testMailInput,
      response: emailLog,
      status: 202,
    },
    async ({ ctx, body }) => presentLog(await sendTestMail(ctx, body.to)),
  ),
];
