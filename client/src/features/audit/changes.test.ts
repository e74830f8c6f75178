import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '@besahubs/contracts/audit';
import { actionText, fieldText, resourceText } from '../../domain/audit';
import { changeLine, changeTexts, valueText } from './changes';

const entry = (changes: AuditEntry['changes'], names: AuditEntry['names'] = {}): AuditEntry => ({
  id: 'e',
  action: 'deal.update',
  resource: 'deals',
  resourceId: 'd',
  actor: null,
  record: null,
  ip: null,
  userAgent: null,
  requestId: null,
  createdAt: '2026-03-01T12:00:00Z',
  changes,
  names,
});

describe('the words of the audit log', () => {
  it('says what was done', () => {
    expect(actionText('deal.update')).toBe('Deal changed');
    expect(actionText('auth.login')).toBe('Signed in');
    expect(actionText('calendar_event.delete')).toBe('Calendar event deleted');
    expect(actionText('list.members_add')).toBe('List members add');
    expect(resourceText('calendar-events')).toBe('Event');
    expect(resourceText('saved-views')).toBe('Saved views');
  });
  it('names fields', () => {
    expect(fieldText('expectedCloseDate')).toBe('Expected close date');
    expect(fieldText('ownerId')).toBe('Owner');
    expect(fieldText('name')).toBe('Name');
  });
});

describe('changes', () => {
  it('shows values as people read them', () => {
    const text = (value: unknown) => valueText(value, { 'id-1': 'Ana Ruiz' }, 'America/Chicago');
    expect(text(null)).toBe('—');
    expect(text(0)).toBe('0');
    expect(text(1250000)).toBe('1,250,000');
    expect(text(false)).toBe('No');
    expect(text('under_contract')).toBe('Under contract');
    expect(text('Office tower')).toBe('Office tower');
    expect(text('id-1')).toBe('Ana Ruiz');
    expect(text('2026-03-01')).toBe('Mar 1, 2026');
    expect(text('2026-03-01T12:00:00.000Z')).toBe('Mar 1, 2026, 6:00 AM');
    expect(text(['VIP', 'lender'])).toBe('VIP, lender');
    expect(text([])).toBe('—');
    expect(text({ userIds: ['id-1'], roles: [] })).toBe('User: Ana Ruiz · Roles: —');
  });
  it('lists them with what was before, and in one line', () => {
    const change = entry(
      { ownerId: ['id-1', 'id-2'], title: [null, 'Partner'] },
      { 'id-1': 'Ana', 'id-2': 'Bo' },
    );
    expect(changeTexts(change, 'UTC')).toEqual([
      { field: 'Owner', before: 'Ana', after: 'Bo' },
      { field: 'Title', before: '—', after: 'Partner' },
    ]);
    expect(changeLine(change, 'UTC')).toBe('Owner: Ana → Bo, Title: Partner');
    expect(changeLine(entry(null), 'UTC')).toBe('');
  });
});
