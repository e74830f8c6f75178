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
