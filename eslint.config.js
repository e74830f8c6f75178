import { readdirSync } from 'node:fs';
import { importX } from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** A folder and what it may not import. The arrows of docs/ARCHITECTURE.md, enforced. */
const forbid = (target, from, message) => ({ target, from, message });
const S = (folder) => `./server/src/${folder}`;
const C = (folder) => `./client/src/${folder}`;

const serverArrows = [
  forbid(
    S('lib'),
    ['models', 'policies', 'services', 'routes', 'jobs', 'realtime', 'presenters', 'config'].map(S),
    'lib has no domain words: it imports nothing of the app.',
  ),
  forbid(
    S('config'),
    ['models', 'policies', 'services', 'routes', 'jobs', 'realtime', 'presenters'].map(S),
    'config reads the environment and nothing else.',
  ),
  forbid(
    S('models'),
    ['policies', 'services', 'routes', 'jobs', 'realtime', 'presenters'].map(S),
    'models know tables only.',
  ),
  forbid(S('migrations'), ['models', 'services'].map(S), 'a migration never imports what may change later.'),
  forbid(
    S('policies'),
    ['services', 'routes', 'jobs', 'realtime', 'presenters'].map(S),
    'policies are pure: actor and record in, yes or no out.',
  ),
  forbid(
    S('services'),
    ['routes', 'presenters', 'middleware', 'jobs/handlers.ts', 'jobs/worker.ts'].map(S),
    'services do not know who calls them.',
  ),
  forbid(
    S('presenters'),
    ['services', 'routes', 'jobs', 'realtime'].map(S),
    'presenters turn a model into its contract type, nothing more.',
  ),
];
const clientArrows = [
  forbid(C('components'), ['features', 'app', 'api'].map(C), 'components have no domain words.'),
  forbid(C('hooks'), ['features', 'app', 'api'].map(C), 'hooks have no domain words.'),
  forbid(C('api'), ['features', 'app'].map(C), 'api talks to the server and knows no screen.'),
  forbid(
    './client/src/!(testing)/**/!(*.test).ts?(x)',
    C('testing'),
    'the product knows nothing of its tests.',
  ),
  forbid(C('features'), [C('app')], 'features do not know the app that mounts them.'),
];
const features = readdirSync('client/src/features', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
const featureArrows = features.map((name) =>
  forbid(
    C(`features/${name}`),
    features.filter((other) => other !== name).map((other) => C(`features/${other}`)),
    'A feature never imports another: what two need is a component, or a slot.',
  ),
);
const between = [
  forbid('./contracts/src', ['./server', './client', './emulators'], 'contracts import zod only.'),
  forbid('./client/src', ['./server', './emulators'], 'the client knows the contracts only.'),
  forbid(
    './emulators/src',
    ['./server', './client', './contracts'],
    'emulators stand for others: they know nothing of us.',
  ),
  forbid('./server/src', ['./client'], 'the server serves the built client as files.'),
];

export default tseslint.config(
  { ignores: ['**/node_modules', '**/dist', '.data', 'docs'] },
  ...tseslint.configs.recommendedTypeChecked.map((c) => ({ ...c, files: ['**/*.{ts,tsx}'] })),
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: {
      'import-x/resolver-next': [
        createTypeScriptImportResolver({ project: '*/tsconfig.json', noWarnOnMultipleProjects: true }),
      ],
    },
    rules: {
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-restricted-paths': [
        'error',
        { zones: [...serverArrows, ...clientArrows, ...featureArrows, ...between] },
      ],
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Only server/src/config/env.ts reads the environment.',
        },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 300 }],
      eqeqeq: ['error', 'smart'],
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.test.{ts,tsx}', 'e2e/**', 'server/src/testing/**', 'client/src/testing/**'],
    rules: { 'max-lines': ['error', { max: 600 }] },
  },
  {
    files: ['client/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: [
      'server/src/config/env.ts',
      'emulators/src/main.ts',
      'emulators/src/core/refuseProduction.ts',
      'e2e/**',
      'bench/**',
      'server/src/testing/**',
      'scripts/**',
    ],
    rules: { 'no-restricted-properties': 'off', 'no-console': 'off' },
  },
);
