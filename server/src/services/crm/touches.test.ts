import { describe, expect, it } from 'vitest';
import { systemActor } from '../context';
import { isTouch, touchColumns } from './touches';

const now = new Date('2026-11-20T12:00:00Z');
const day = (date: string): Date => new Date(`${date}T12:00:00Z`);
const chicago = { ...systemActor, timezone: 'America/Chicago' };

describe('isTouch', () => {
  const logged = { type: 'call', outcome: null, contactId: 'c', occurredAt: now };
  it.each([
    [{}, true],
    [{ outcome: 'connected' }, true],
    [{ outcome: 'left_voicemail' }, true],
    [{ outcome: 'no_answer' }, false],
    [{ outcome: 'wrong_number' }, false],
    [{ type: 'email' }, true],
    [{ type: 'meeting' }, true],
    [{ type: 'tour' }, true],
    [{ type: 'note' }, false],
    [{ type: 'system' }, false],
    [{ occurredAt: day('2026-11-21') }, false],
  ])('%j: %s', (values, touches) => {
    expect(isTouch({ ...logged, ...values }, now)).toBe(touches);
  });
});

describe('touchColumns', () => {
  const contact = { lastTouchAt: null, nextTouchAt: null, cadenceDays: null };

  it('counts the cadence in days of the actor, across a change of the clock', () => {
    const spring = new Date('2027-03-13T15:00:00Z');
    expect(touchColumns(chicago, { ...contact, cadenceDays: 1 }, spring)).toEqual({
      lastTouchAt: spring,
      nextTouchAt: new Date('2027-03-14T14:00:00Z'),
    });
  });

  it('does nothing for what happened before the last touch', () => {
    const touched = { ...contact, lastTouchAt: now };
    expect(touchColumns(chicago, touched, day('2026-11-19'))).toBeNull();
    expect(touchColumns(chicago, touched, now)).toBeNull();
  });

  it('without a cadence, is done with a date it has met and leaves a later one', () => {
    const planned = (date: string) => touchColumns(chicago, { ...contact, nextTouchAt: day(date) }, now);
    expect(planned('2026-11-19')).toEqual({ lastTouchAt: now, nextTouchAt: null });
    expect(planned('2026-11-21')).toEqual({ lastTouchAt: now, nextTouchAt: day('2026-11-21') });
  });
});
