import type { TaskInput } from '@besahubs/contracts/tasks';
import { SEGMENT } from '../../components/list/filters';
import { today, tomorrow } from './times';

/** The tabs of the task list; `all` asks for no view of the server. */
export const taskTabs = [
  { key: 'today', label: 'Today' },
  { key: 'overdue', label: 'Overdue' },
  { key: 'upcoming', label: 'Upcoming' },
  { key: 'no_date', label: 'No date' },
  { key: 'all', label: 'All' },
] as const;
export type TaskTab = (typeof taskTabs)[number]['key'];

export const LINK_KEYS = ['contactId', 'companyId', 'propertyId', 'dealId', 'assigneeId'] as const;

/** The tab in the URL; a list about one record, person or figure begins with everything, the daily list with today. */
export function tabOf(params: URLSearchParams): TaskTab {
  const named = taskTabs.find((tab) => tab.key === params.get('view'));
  if (named) return named.key;
  return [SEGMENT, ...LINK_KEYS].some((key) => params.has(key)) ? 'all' : 'today';
}

export const viewQuery = (tab: TaskTab): Record<string, string> => (tab === 'all' ? {} : { view: tab });

const KINDS: readonly [RegExp, TaskInput['type']][] = [
  [/^(call|phone|ring)\b/i, 'call'],
  [/^(e-?mail|write|send)\b/i, 'email'],
  [/^(meet|lunch|coffee)/i, 'meeting'],
  [/^(tour|show)\b/i, 'tour'],
  [/\bLOI\b/, 'loi'],
];
/** “Call Ana” is a call: the first word says what kind of task it is. */
export const kindOf = (title: string): TaskInput['type'] =>
  KINDS.find(([pattern]) => pattern.test(title))?.[1] ?? 'follow_up';

/** A task typed into a tab belongs there: due so that it shows. */
export function dueFor(tab: TaskTab, now: number, zone: string): string | null {
  if (tab === 'no_date') return null;
  return tab === 'upcoming' ? tomorrow(now, zone) : today(now, zone);
}

/** What the empty tab says. */
export const EMPTY: Record<TaskTab, { title: string; text: string }> = {
  today: { title: 'Nothing is due today', text: 'Type the next step above, or look at what is upcoming.' },
  overdue: { title: 'Nothing is overdue', text: 'Every promise so far is kept.' },
  upcoming: { title: 'Nothing is planned', text: 'Give every contact and deal a next step.' },
  no_date: { title: 'Every task has a date', text: 'Tasks without a date gather here.' },
  all: { title: 'No tasks yet', text: 'A task is the next step with a contact, a deal or a building.' },
};
