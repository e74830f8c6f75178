import { DataTypes, Sequelize } from 'sequelize';

type Parsed = { parse: (text: string) => number };
/**
 * NUMERIC and BIGINT arrive as text because they can exceed a double. Ours cannot: money is NUMERIC(14,2), exact in a
 * double to the cent. This is the one boundary where they become numbers.
 */
const postgres = (DataTypes as unknown as { postgres: { DECIMAL: Parsed; BIGINT: Parsed } }).postgres;
postgres.DECIMAL.parse = Number;
postgres.BIGINT.parse = Number;

/** Opening a connection takes longer than most requests: whoever reads a screen for a minute should not wait for one. */
const KEEP_IDLE_MS = 60_000;

/** Opens the pool; the session speaks UTC whatever the server's zone is. */
export function openDatabase(url: string, options: { maxConnections?: number } = {}): Sequelize {
  return new Sequelize(url, {
    dialect: 'postgres',
    timezone: '+00:00',
    logging: false,
    pool: { max: options.maxConnections ?? 10, min: 0, idle: KEEP_IDLE_MS, acquire: 15_000 },
    dialectOptions: {
      application_name: 'besahubs',
      ...(needsTls(url) ? { ssl: { rejectUnauthorized: true } } : {}),
    },
  });
}

/** Hosted PostgreSQL (Neon among them) says so in the URL: `sslmode=require`. */
const needsTls = (url: string): boolean => /[?&]sslmode=(require|verify-ca|verify-full)/.test(url);
