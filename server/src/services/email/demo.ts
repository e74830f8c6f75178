import { env } from '../../config/env';
import { logger } from '../../lib/logger';
import { isRealSendgrid, sendgridProvider } from './provider';

/**
 * Points the stand-in's event webhook at us, through SendGrid's own settings API, so that the loop closes without
 * anybody clicking. Does nothing with the real SendGrid (that is the admin's to set up) and in production.
 */
export async function configureDemoWebhook(): Promise<void> {
  const { NODE_ENV, SENDGRID_ENABLED, SENDGRID_BASE_URL, SENDGRID_API_KEY, API_BASE_URL } = env();
  const demo = NODE_ENV !== 'production' && SENDGRID_ENABLED && SENDGRID_API_KEY;
  if (!demo || isRealSendgrid(SENDGRID_BASE_URL)) return;
  const settings = {
    enabled: true,
    url: `${API_BASE_URL}/api/integrations/sendgrid/webhook`,
    processed: true,
    dropped: true,
    delivered: true,
    deferred: true,
    bounce: true,
    open: true,
    click: true,
    spam_report: true,
    unsubscribe: true,
    group_unsubscribe: true,
    group_resubscribe: true,
  };
  try {
    const provider = sendgridProvider();
    await provider.call('PATCH', '/v3/user/webhooks/event/settings', settings);
    await provider.call('PATCH', '/v3/user/webhooks/event/settings/signed', { enabled: true });
  } catch (error) {
    logger.warn({ err: error as Error }, 'the demo webhook could not be set up');
  }
}
