/** Names of relative date ranges, and how long calendar units are. What they mean on a given day is the server's business. */

export const calendarUnits = ['week', 'month', 'quarter', 'year', 'fiscal_quarter', 'fiscal_year'] as const;
export type CalendarUnit = (typeof calendarUnits)[number];
export const rollingUnits = ['hours', 'days', 'weeks', 'months', 'quarters', 'years'] as const;
export type RollingUnit = (typeof rollingUnits)[number];

/** As Temporal takes it. */
type UnitLength = Partial<Record<'days' | 'weeks' | 'months' | 'years', number>>;

/** How long `count` units are: of every calendar alike, so that a clicked period has the rows that were counted in it. */
export function lengthOf(unit: CalendarUnit | 'day', count = 1): UnitLength {
  switch (unit) {
    case 'day':
      return { days: count };
    case 'week':
      return { weeks: count };
    case 'month':
      return { months: count };
    case 'quarter':
    case 'fiscal_quarter':
      return { months: 3 * count };
    case 'year':
    case 'fiscal_year':
      return { years: count };
  }
}

export type Preset =
  | { kind: 'all' }
  | { kind: 'day'; shift: -1 | 0 | 1 }
  /** The whole unit that today lies in, or the one before or after. */
  | { kind: 'calendar'; unit: CalendarUnit; shift: -1 | 0 | 1 }
  /** From the unit's beginning through today. */
  | { kind: 'toDate'; unit: CalendarUnit }
  /** `last_30_days` are today and the 29 days before; `next_7_days` are today and the six after. */
  | { kind: 'rolling'; unit: RollingUnit; count: number; ahead: boolean };

const DAYS = { yesterday: -1, today: 0, tomorrow: 1 } as const;
const SHIFTS = { last: -1, this: 0, next: 1 } as const;
const UNIT = calendarUnits.join('|');
const CALENDAR = new RegExp(`^(last|this|next)_(${UNIT})$`);
const TO_DATE = new RegExp(`^(${UNIT})_to_date$`);
const ROLLING = new RegExp(`^(last|next)_([1-9]\\d{0,2})_(${rollingUnits.join('|')})$`);

/** The parts of `last_quarter`, `month_to_date`, `last_30_days`, `today`, `all_time`; null for anything else. */
export function parsePreset(name: string): Preset | null {
  if (name === 'all_time') return { kind: 'all' };
  if (Object.hasOwn(DAYS, name)) return { kind: 'day', shift: DAYS[name as keyof typeof DAYS] };
  const calendar = CALENDAR.exec(name);
  if (calendar)
    return {
      kind: 'calendar',
      unit: calendar[2] as CalendarUnit,
      shift: SHIFTS[calendar[1] as keyof typeof SHIFTS],
    };
  const toDate = TO_DATE.exec(name);
  if (toDate) return { kind: 'toDate', unit: toDate[1] as CalendarUnit };
  const rolling = ROLLING.exec(name);
  if (!rolling) return null;
  return {
    kind: 'rolling',
    unit: rolling[3] as RollingUnit,
    count: Number(rolling[2]),
    ahead: rolling[1] === 'next',
  };
}

export const isPreset = (name: string): boolean => parsePreset(name) !== null;

/** The ranges a person chooses from; any other `last_N_…` works as well. */
export const presetChoices = [
  { value: 'today', label: 'Today' },
  { value: 'yesterday', label: 'Yesterday' },
  { value: 'last_7_days', label: 'Last 7 days' },
  { value: 'last_30_days', label: 'Last 30 days' },
  { value: 'last_90_days', label: 'Last 90 days' },
  { value: 'this_week', label: 'This week' },
  { value: 'last_week', label: 'Last week' },
  { value: 'this_month', label: 'This month' },
  { value: 'last_month', label: 'Last month' },
  { value: 'month_to_date', label: 'Month to date' },
  { value: 'this_quarter', label: 'This quarter' },
  { value: 'last_quarter', label: 'Last quarter' },
  { value: 'next_quarter', label: 'Next quarter' },
  { value: 'quarter_to_date', label: 'Quarter to date' },
  { value: 'this_year', label: 'This year' },
  { value: 'last_year', label: 'Last year' },
  { value: 'year_to_date', label: 'Year to date' },
  { value: 'last_12_months', label: 'Last 12 months' },
  { value: 'next_30_days', label: 'Next 30 days' },
  { value: 'next_90_days', label: 'Next 90 days' },
  { value: 'all_time', label: 'All time' },
] as const;

/** The words of a range by its name: “Last 30 days”; of those that nobody chooses from a list too: “Last 5 weeks”. */
export function presetLabel(name: string): string {
  const words = name.replaceAll('_', ' ');
  return (
    presetChoices.find(({ value }) => value === name)?.label ?? words.charAt(0).toUpperCase() + words.slice(1)
  );
}
