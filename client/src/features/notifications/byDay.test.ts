import { expect, it } from 'vitest';
import type { Notification } from '@besahubs/contracts/notifications';
import { byDay } from './byDay';

const at = (createdAt: string): Notification => ({
  id: createdAt,
  kind: 'task.assigned',
  title: 'A task',
  body: null,
  resource: null,
  resourceId: null,
  actor: null,
  readAt: null,
  createdAt,
});

it('groups by the day of the reader’s zone, in the order given', () => {
  const now = Date.parse('2026-03-02T15:00:00Z');
  const items = [at('2026-03-02T14:00:00Z'), at('2026-03-02T05:30:00Z'), at('2026-03-01T12:00:00Z')];
  const names = (zone: string) => byDay(items, zone, now).map(({ name, items: of }) => [name, of.length]);
  expect(names('UTC')).toEqual([
    ['Today', 2],
    ['Yesterday', 1],
  ]);
  // In Chicago half past five in the morning UTC is still the day before.
  expect(names('America/Chicago')).toEqual([
    ['Today', 1],
    ['Yesterday', 2],
  ]);
  expect(byDay([], 'UTC', now)).toEqual([]);
});
