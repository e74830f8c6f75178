import { newMessageId } from '../ids';
import type { Runtime } from '../runtime';
import type { MailSendBody } from '../types';
import { deliverMail } from './deliver';

/** Which personalizations go out at which moment (epoch ms; 0 for at once: a send_at in the past is ignored). */
function groupByTime(mail: MailSendBody, now: number): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  mail.personalizations.forEach((personalization, index) => {
    const wanted = (personalization.send_at ?? mail.send_at ?? 0) * 1000;
    const dueAt = wanted > now ? wanted : 0;
    const group = groups.get(dueAt) ?? [];
    group.push(index);
    groups.set(dueAt, group);
  });
  return groups;
}

/** Takes over a valid request: sends what is due, keeps what is scheduled. Returns the X-Message-Id. */
export function acceptMail(runtime: Runtime, mail: MailSendBody): string {
  const messageId = newMessageId();
  const batch = mail.batch_id ? { batchId: mail.batch_id } : {};
  for (const [dueAt, indexes] of groupByTime(mail, runtime.ctx.clock.epochMs())) {
    if (dueAt === 0) deliverMail(runtime, mail, messageId, indexes);
    else runtime.state().held.push({ messageId, ...batch, dueAt, body: mail, indexes });
  }
  runtime.agenda.wake();
  return messageId;
}
