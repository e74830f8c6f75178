/**
 * @typedef {object} Room
 * @property {string} name
 * @property {string[]} folders what is changed, below the project's folder; a file goes to the room whose folder is longest
 * @property {string[]} tests folders and files of tests that are there to notice; those beside the code always are
 * @property {number} aim percent of mutants that must be noticed
 */

const structure = ['verbs', 'routes', 'scope', 'limits', 'flags', 'writes'].map(
  (name) => `server/src/structure/${name}`,
);
const routes = (...names) => names.map((name) => `server/src/routes/${name}`);

/** @type {Room[]} */
export const ROOMS = [
  {
    name: 'policies',
    folders: ['server/src/policies'],
    tests: [...structure, ...routes('contact', 'tasks', 'activities', 'deals')],
    aim: 85,
  },
  {
    name: 'middleware',
    folders: ['server/src/middleware'],
    tests: [...structure, ...routes('auth', 'answering', 'hangUp')],
    aim: 85,
  },
  {
    name: 'auth',
    folders: ['server/src/services/auth'],
    tests: [...structure, ...routes('auth', 'agents')],
    aim: 85,
  },
  {
    name: 'money',
    folders: ['server/src/services/crm/deal', 'server/src/services/crm/split'],
    tests: routes('deal'),
    aim: 85,
  },
  {
    name: 'email',
    folders: ['server/src/services/email'],
    tests: routes('campaign', 'contacts'),
    aim: 85,
  },
  { name: 'calendar', folders: ['server/src/services/calendar'], tests: routes('integrations'), aim: 85 },
  {
    name: 'jobs',
    folders: ['server/src/jobs', 'server/src/realtime', 'server/src/services/notifications'],
    tests: [
      'server/src/services/notifications',
      'server/src/services/dashboards/schedules',
      ...routes('schedules'),
    ],
    aim: 85,
  },
  {
    name: 'crm',
    folders: ['server/src/services/crm', 'server/src/services/search', 'server/src/services/home'],
    tests: [...structure, 'server/src/routes'],
    aim: 70,
  },
  {
    name: 'presenters',
    folders: ['server/src/presenters', 'server/src/routes'],
    tests: [...structure, 'server/src/routes'],
    aim: 70,
  },
  {
    name: 'dashboards',
    folders: ['server/src/services/dashboards'],
    tests: routes('dashboard', 'schedules'),
    aim: 70,
  },
  {
    name: 'reports',
    folders: ['server/src/services/reports'],
    tests: routes('dashboardRun', 'exports'),
    aim: 70,
  },
  {
    name: 'server',
    folders: ['server/src'],
    tests: ['server/src/services/s', 'server/src/structure', 'server/src/lib', 'server/src/config'],
    aim: 70,
  },
  { name: 'client api', folders: ['client/src/api', 'client/src/hooks'], tests: ['client/src/app'], aim: 70 },
  {
    name: 'client components',
    folders: ['client/src/components', 'client/src/domain'],
    tests: ['client/src/features'],
    aim: 70,
  },
  { name: 'client features', folders: ['client/src'], tests: ['client/src/features'], aim: 70 },
  { name: 'contracts', folders: ['contracts/src'], tests: ['server/src/structure/badInput'], aim: 70 },
];

/** The room a file of the project belongs to. @param {string} file @returns {Room | undefined} */
export function findRoom(file) {
  const fits = ROOMS.flatMap((room) =>
    room.folders
      .filter((folder) => file.startsWith(folder))
      .map((folder) => ({ room, length: folder.length })),
  );
  return fits.sort((one, other) => other.length - one.length)[0]?.room;
}

/** Whether mutants of this file say anything: code, and neither a test nor what tests stand on. @param {string} file */
export const isMutable = (file) =>
  /^(server|client|contracts)\/src\/.+\.tsx?$/.test(file) &&
  !/\.test\.tsx?$|\/testing\/|\/migrations\/|\/seeders\/|\/differential\/|\.d\.ts$/.test(file);
