/** Query parts that are left out one at a time while it still fails: what stays is what matters. */
export async function minimal<T extends object>(query: T, fails: (query: T) => Promise<boolean>): Promise<T> {
  let smallest = query;
  for (let found = true; found;) {
    found = false;
    for (const candidate of smaller(smallest)) {
      if (!(await fails(candidate as T))) continue;
      smallest = candidate as T;
      found = true;
      break;
    }
  }
  return smallest;
}

/** Everything that is one part smaller, at any depth. */
function* smaller(value: unknown): Generator {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const index of value.keys()) {
      yield value.filter((_, other) => other !== index);
      for (const part of smaller(value[index]))
        yield value.map((each, other): unknown => (other === index ? part : each));
    }
    return;
  }
  const entries = Object.entries(value);
  for (const [key, inner] of entries) {
    yield Object.fromEntries(entries.filter(([other]) => other !== key));
    for (const part of smaller(inner)) yield { ...value, [key]: part };
  }
  for (const key of ['and', 'or'] as const)
    if (key in value) yield* (value as Record<string, unknown[]>)[key] ?? [];
}
