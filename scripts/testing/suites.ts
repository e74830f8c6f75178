/**
 * The suites of `npm test`, in the order in which a file is looked for: the first whose start fits has it. Budgets are seconds
 * of work on two cores, import and set-up included; together they stay below fifteen minutes of the clock.
 */
export interface Suite {
  name: string;
  starts: readonly string[];
  budget: number;
  /** Written over routes, fields or input by the code itself: many tests, one thought each. Counted apart. */
  generated?: boolean;
}

export const SUITES: readonly Suite[] = [
  { name: 'borders, generated', starts: ['server/src/structure/'], budget: 150, generated: true },
  { name: 'reports, random questions', starts: ['server/src/services/reports/differential/'], budget: 180 },
  { name: 'reports', starts: ['server/src/services/reports/', 'server/src/routes/exports'], budget: 120 },
  {
    name: 'dashboards',
    starts: ['server/src/services/dashboards/', 'server/src/routes/dashboard', 'server/src/routes/schedules'],
    budget: 90,
  },
  { name: 'calendar', starts: ['server/src/services/calendar/'], budget: 90 },
  { name: 'e-mail', starts: ['server/src/services/email/'], budget: 90 },
  {
    name: 'auth and policies',
    starts: [
      'server/src/services/auth/',
      'server/src/policies/',
      'server/src/middleware/',
      'server/src/routes/auth',
    ],
    budget: 90,
  },
  {
    name: 'jobs and sockets',
    starts: ['server/src/jobs/', 'server/src/realtime/', 'server/src/services/notifications/'],
    budget: 60,
  },
  {
    name: 'core CRM',
    starts: [
      'server/src/services/crm/',
      'server/src/services/',
      'server/src/presenters/',
      'server/src/routes/',
    ],
    budget: 150,
  },
  { name: 'server, the rest', starts: ['server/'], budget: 60 },
  { name: 'client', starts: ['client/', 'contracts/'], budget: 180 },
  { name: 'emulators', starts: ['emulators/'], budget: 60 },
  { name: 'start and tools', starts: ['scripts/'], budget: 40 },
  { name: 'journeys in a browser', starts: ['e2e/'], budget: 240 },
];

/** The suite of a test file, by its path below the project's folder. */
export const findSuite = (file: string): Suite | undefined =>
  SUITES.find(({ starts }) => starts.some((start) => file.startsWith(start)));
