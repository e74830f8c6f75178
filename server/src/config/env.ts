import { z } from 'zod';
import { parseKeyRing } from '../lib/crypto';

const url = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ''));
const flag = z
  .enum(['true', 'false'])
  .default('true')
  .transform((value) => value === 'true');
const needed = { error: 'needed' };
const secret = z.string(needed).min(32, 'at least 32 characters');
const optional = z.string().trim().min(1).optional();

/** Every variable the server knows; `.env.example` lists exactly these (a test holds them together). */
export const envSchema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default('0.0.0.0'),
  DATA_DIR: z.string().default('.data'),
  SEED: z.enum(['demo', 'none']).default('none'),
  /** Who gets the first invitation while nobody can sign in. */
  ADMIN_EMAIL: z.email().toLowerCase().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  DATABASE_URL: z.string({ error: 'needed: npm start brings its own database when this is unset' }),
  REDIS_URL: optional,
  /** What large datasets may take in memory, in MB, for reports that are answered without the database; 0: nothing. */
  REPORT_MEMORY_MB: z.coerce.number().int().min(0).default(256),
  APP_BASE_URL: url.default('http://localhost:3000'),
  API_BASE_URL: url.default('http://localhost:3000'),
  CORS_ORIGINS: z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    ),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),

  JWT_ACCESS_SECRET: secret,
  JWT_REFRESH_SECRET: secret,
  TOKEN_ENCRYPTION_KEY: z.string(needed).transform((value, check) => {
    try {
      return parseKeyRing(value);
    } catch (error) {
      check.addIssue({ code: 'custom', message: (error as Error).message });
      return z.NEVER;
    }
  }),

  SENDGRID_ENABLED: flag,
  CALENDAR_ENABLED: flag,
  DASHBOARDS_ENABLED: flag,

  SENDGRID_API_KEY: optional,
  SENDGRID_BASE_URL: url.default('https://api.sendgrid.com'),
  SENDGRID_FROM_EMAIL: z.email().default('hello@besahubs.test'),
  SENDGRID_FROM_NAME: z.string().default('BesaHubs'),
  SENDGRID_WEBHOOK_SIGNING_KEY: optional,
  SENDGRID_TEMPLATE_INVITE: optional,
  SENDGRID_TEMPLATE_PASSWORD_RESET: optional,
  SENDGRID_TEMPLATE_PROPERTY_PROMO: optional,
  SENDGRID_TEMPLATE_CONTACT_INVITE: optional,
  /** The unsubscribe group that campaigns belong to, so that password resets still reach who leaves it. */
  SENDGRID_UNSUBSCRIBE_GROUP_ID: z.coerce.number().int().positive().optional(),
  /** SendGrid retries for 24 hours, and dedupe makes a replay harmless. */
  SENDGRID_WEBHOOK_TOLERANCE_HOURS: z.coerce.number().positive().max(720).default(26),

  GOOGLE_CLIENT_ID: optional,
  GOOGLE_CLIENT_SECRET: optional,
  GOOGLE_REDIRECT_URI: url.optional(),
  /** Unset: Google's own hosts. Set: one server that speaks all of Google's paths. */
  GOOGLE_BASE_URL: url.optional(),

  MS_CLIENT_ID: optional,
  MS_CLIENT_SECRET: optional,
  MS_REDIRECT_URI: url.optional(),
  MS_TENANT_ID: z.string().default('common'),
  /** Unset: Microsoft's own hosts. Set: one server that speaks login and Graph. */
  MS_BASE_URL: url.optional(),

  TURNSTILE_SITE_KEY: optional,
  TURNSTILE_SECRET_KEY: optional,
  TURNSTILE_BASE_URL: url.default('https://challenges.cloudflare.com'),

  CLOUDINARY_URL: optional,
  /** Set by npm start when the local provider servers run: shown in the banner and on the integrations page. */
  EMULATORS_URL: url.optional(),
});

export type Env = z.output<typeof envSchema>;

/** Keys that everybody knows: those of the local provider servers, and the published ones of Turnstile that always pass. */
const PUBLIC_KEY = /local-demo|^[123]x0{8}/;
const CREDENTIALS = [
  'SENDGRID_API_KEY',
  'GOOGLE_CLIENT_SECRET',
  'MS_CLIENT_SECRET',
  'TURNSTILE_SITE_KEY',
  'TURNSTILE_SECRET_KEY',
] as const;

/** What must not be so where real people's data is. */
function productionProblems(config: Env): string[] {
  if (config.NODE_ENV !== 'production') return [];
  return [
    ...CREDENTIALS.filter((name) => PUBLIC_KEY.test(config[name] ?? '')).map(
      (name) => `${name}: this key is for trials and known to everybody`,
    ),
    ...(config.JWT_ACCESS_SECRET === config.JWT_REFRESH_SECRET
      ? ['JWT_REFRESH_SECRET: must not be the same as JWT_ACCESS_SECRET']
      : []),
    ...(config.EMULATORS_URL ? ['EMULATORS_URL: the local provider servers accept any password'] : []),
    ...(config.SEED === 'demo' ? ['SEED: the demo data is never loaded in production'] : []),
  ];
}

/** The environment cannot be worked with; the message lists every problem. */
export class EnvError extends Error {}
const refuse = (problems: string[]): never => {
  throw new EnvError(
    `The environment is not complete:\n${problems.map((each) => `  ${each}`).join('\n')}\nSee .env.example.`,
  );
};

/** Parses the environment; throws one EnvError that lists every problem. Empty strings count as unset. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = envSchema.safeParse(present);
  if (!result.success)
    return refuse(result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  const problems = productionProblems(result.data);
  return problems.length ? refuse(problems) : result.data;
}

let current: Env | undefined;

/** The parsed environment, read once at first use. */
export function env(): Env {
  current ??= parseEnv(process.env);
  return current;
}
