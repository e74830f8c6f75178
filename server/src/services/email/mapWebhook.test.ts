import { describe, expect, it } from 'vitest';
import { mapWebhook, messageIdOf } from './mapWebhook';

const LOG = '0190a5d0-0000-7000-8000-000000000001';
const CAMPAIGN = '0190a5d0-0000-7000-8000-000000000002';
const CONTACT = '0190a5d0-0000-7000-8000-000000000003';
const base = {
  email: 'Dana@Harbor.Example',
  timestamp: 1_764_000_000,
  sg_event_id: 'event-1',
  sg_message_id: 'LRzXl_NHStOGhQ4kofSm_A.recvd-6f95c8c7d5-x2k4v-1-65A1-15.0',
};
const one = (event: object) => mapWebhook([{ ...base, ...event }]).events[0];

describe('event types', () => {
  it.each([
    ['processed', {}, 'processed', null],
    ['delivered', {}, 'delivered', null],
    ['open', {}, 'open', null],
    ['click', {}, 'click', null],
    ['bounce', { type: 'bounce' }, 'bounce', 'bounce'],
    ['bounce', { type: 'blocked' }, 'bounce', 'blocked'],
    ['bounce', {}, 'bounce', 'bounce'],
    ['dropped', {}, 'dropped', null],
    ['spamreport', {}, 'spamreport', null],
    ['unsubscribe', {}, 'unsubscribe', null],
    ['group_unsubscribe', { asm_group_id: 7 }, 'unsubscribe', null],
    ['group_resubscribe', { asm_group_id: 7 }, null, null],
    ['deferred', { attempt: '3', response: 'later' }, null, null],
    ['account_status_change', { type: 'compliance_suspend' }, null, null],
    ['something_of_2030', {}, null, null],
  ])('%s %j is %s', (event, more, eventType, bounceType) => {
    const mapped = one({ event, ...more });
    expect(mapped).toMatchObject({ rawEventType: event, eventType, bounceType });
    expect(mapped?.metadata).toMatchObject({ event, ...more });
  });
});

describe('what an event is about', () => {
  it('reads our custom args, and only when they are ours', () => {
    const args = { crm_log_id: LOG, crm_campaign_id: CAMPAIGN, crm_contact_id: CONTACT, crm_batch: LOG };
    expect(one({ event: 'open', ...args })).toMatchObject({
      emailLogId: LOG,
      campaignId: CAMPAIGN,
      contactId: CONTACT,
      batch: LOG,
      email: 'dana@harbor.example',
      eventTimestamp: '2025-11-24T16:00:00.000Z',
    });
    expect(one({ event: 'open', crm_log_id: "'; DROP TABLE", crm_campaign_id: 42 })).toMatchObject({
      emailLogId: null,
      campaignId: null,
    });
  });

  it.each([
    ['LRzXl_NHStOGhQ4kofSm_A.recvd-abc-15.0', undefined, 'LRzXl_NHStOGhQ4kofSm_A'],
    ['LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3-18-5F5F-9.0', undefined, 'LRzXl_NHStOGhQ4kofSm_A'],
    [
      '14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0',
      '<14c5d75ce93.dfd.64b469@ismtpd-555>',
      '14c5d75ce93.dfd.64b469',
    ],
    ['abc.def', '<abc@geopod>', 'abc'],
    ['abc.def', undefined, 'abc'],
    [undefined, '<abc@geopod>', 'abc'],
    [undefined, undefined, null],
    ['', '', null],
  ])('finds the message id of %s, %s', (sgMessageId, smtpId, expected) => {
    expect(messageIdOf(sgMessageId, smtpId)).toBe(expected);
  });

  it('keeps no one-time token of a clicked link', () => {
    const token = 'a'.repeat(43);
    for (const [url, kept] of [
      [`https://crm.example/welcome/${token}`, 'https://crm.example/welcome/…'],
      [
        `https://crm.example/reset-password?token=${token}&x=1`,
        'https://crm.example/reset-password?token=…&x=1',
      ],
      ['https://crm.example/properties/1', 'https://crm.example/properties/1'],
    ] as const) {
      const mapped = one({ event: 'click', url });
      expect(mapped?.url).toBe(kept);
      expect(JSON.stringify(mapped?.metadata)).not.toContain(token);
    }
  });
});

describe('repeats', () => {
  it('drops the same id within a batch, and marks the same event under another id', () => {
    const event = { ...base, event: 'open', ip: '203.0.113.1' };
    const { events } = mapWebhook([event, event, { ...event, sg_event_id: 'event-2' }]);
    expect(events.map(({ sgEventId, repeats }) => [sgEventId, repeats])).toEqual([
      ['event-1', null],
      ['event-2', 0],
    ]);
  });

  it('names an event without an id by its content', () => {
    const { sg_event_id: _none, ...event } = { ...base, event: 'open' };
    const { events } = mapWebhook([event, event]);
    expect(events).toHaveLength(1);
    expect(events[0]?.sgEventId).toBe(`fp:${events[0]?.fingerprint}`);
  });
});

describe('machines', () => {
  it("flags Apple's proxy", () => {
    expect(one({ event: 'open', sg_machine_open: true })?.isMachine).toBe(true);
    expect(one({ event: 'open', sg_machine_open: 'true' })?.isMachine).toBe(false);
  });

  const click = (id: string, more: object) => ({
    ...base,
    sg_event_id: id,
    event: 'click',
    ip: '40.94.0.10',
    ...more,
  });
  it('suspects several links of one mail at once from one address', () => {
    const { events } = mapWebhook([
      click('1', { url: 'https://a.example' }),
      click('2', { url: 'https://b.example' }),
    ]);
    expect(events.map((event) => event.isSuspectedBot)).toEqual([true, true]);
  });
  it('does not suspect a person who reads', () => {
    const { events } = mapWebhook([
      click('1', { url: 'https://a.example' }),
      click('2', { url: 'https://b.example', timestamp: base.timestamp + 30 }),
      click('3', { url: 'https://b.example', email: 'other@x.example' }),
    ]);
    expect(events.some((event) => event.isSuspectedBot)).toBe(false);
  });
  it('suspects scanners that say so', () => {
    const [event] = mapWebhook([
      click('1', { url: 'https://a.example', useragent: 'BarracudaCentral' }),
    ]).events;
    expect(event).toMatchObject({ isSuspectedBot: true, botReason: 'scanner user agent' });
  });
});

describe('what cannot be read', () => {
  it.each([
    ['a string', 'hello', 'not an object'],
    ['null', null, 'not an object'],
    ['an array', [], 'not an object'],
    ['no type', { email: 'a@b.example', timestamp: 1 }, 'no event type'],
    ['no timestamp', { event: 'open' }, 'no timestamp'],
    ['a timestamp in words', { event: 'open', timestamp: 'now' }, 'no timestamp'],
    ['a timestamp beyond time', { event: 'open', timestamp: 1e18 }, 'no timestamp'],
  ])('%s is put aside, and the rest of the batch is kept', (_what, event, reason) => {
    const { events, quarantined } = mapWebhook([event, { ...base, event: 'open' }]);
    expect(quarantined).toEqual([{ reason, event }]);
    expect(events).toHaveLength(1);
  });

  it('takes out NUL, which jsonb cannot hold', () => {
    expect(one({ event: 'open', useragent: 'a\0b' })?.metadata['useragent']).toBe('ab');
  });
});
