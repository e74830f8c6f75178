import { AppError } from '../../lib/errors';

/** Everything wrong with a query, by path, so that the builder can show it all at once. */
export interface Problems {
  add(path: string, message: string): void;
  /** Throws `invalid` when there was anything. */
  check(): void;
}

export function collectProblems(): Problems {
  const fields: Record<string, string> = {};
  return {
    add(path, message) {
      fields[path] ??= message;
    },
    check() {
      if (Object.keys(fields).length) throw new AppError('invalid', { fields });
    },
  };
}

/** Paths of what is wrong begin with `prefix`, the place of the part that `work` looks at. */
export function under<T>(prefix: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AppError) || !error.fields) throw error;
    const fields = Object.entries(error.fields).map(([path, message]) => [`${prefix}.${path}`, message]);
    throw new AppError(error.code, {
      message: error.message,
      fields: Object.fromEntries(fields) as Record<string, string>,
    });
  }
}
