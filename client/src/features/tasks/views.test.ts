import { expect, it } from 'vitest';
import { dueFor, kindOf, tabOf } from './views';

it('the daily list opens at today, the list about a record at all', () => {
  expect(tabOf(new URLSearchParams())).toBe('today');
  expect(tabOf(new URLSearchParams('dealId=x'))).toBe('all');
  expect(tabOf(new URLSearchParams('assigneeId=x'))).toBe('all');
  expect(tabOf(new URLSearchParams('dealId=x&view=overdue'))).toBe('overdue');
  expect(tabOf(new URLSearchParams('view=nonsense'))).toBe('today');
});

it.each([
  ['Call Ana', 'call'],
  ['E-mail the OM', 'email'],
  ['Meet at the site', 'meeting'],
  ['Review the LOI', 'loi'],
  ['Caller list', 'follow_up'],
])('%s is a %s', (title, kind) => expect(kindOf(title)).toBe(kind));

it('a task typed into a tab shows there', () => {
  const now = Date.parse('2026-03-02T15:00:00Z');
  expect(dueFor('no_date', now, 'UTC')).toBeNull();
  expect(dueFor('upcoming', now, 'UTC')).toBe('2026-03-03T09:00:00Z');
  expect(dueFor('today', now, 'UTC')).toBe('2026-03-02T17:00:00Z');
});
