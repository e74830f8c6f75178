import Handlebars from 'handlebars';

/**
 * SendGrid's dialect of Handlebars (docs: "Using Handlebars"): insert with defaults, comparisons as blocks, length.
 * Missing values render empty; two braces escape HTML, three do not.
 */
const dialect = Handlebars.create();

const isDefault = (value: unknown): value is string =>
  typeof value === 'string' && value.startsWith('default=');

dialect.registerHelper('insert', (...args: unknown[]) => {
  for (const value of args.slice(0, -1)) {
    if (isDefault(value)) return value.slice('default='.length);
    if (value !== undefined && value !== null && value !== '')
      return typeof value === 'string' ? value : JSON.stringify(value);
  }
  return '';
});
dialect.registerHelper('length', (value: unknown) => (Array.isArray(value) ? value.length : 0));
dialect.registerHelper('formatDate', (value: unknown) => {
  const date = new Date(typeof value === 'number' ? value : String(value));
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
});

const comparisons: Record<string, (a: unknown, b: unknown) => boolean> = {
  equals: (a, b) => String(a) === String(b),
  notEquals: (a, b) => String(a) !== String(b),
  greaterThan: (a, b) => Number(a) > Number(b),
  lessThan: (a, b) => Number(a) < Number(b),
  and: (a, b) => !Handlebars.Utils.isEmpty(a) && !Handlebars.Utils.isEmpty(b),
  or: (a, b) => !Handlebars.Utils.isEmpty(a) || !Handlebars.Utils.isEmpty(b),
};
for (const [name, holds] of Object.entries(comparisons)) {
  dialect.registerHelper(
    name,
    function compare(this: unknown, a: unknown, b: unknown, options: Partial<Handlebars.HelperOptions>) {
      const result = holds(a, b);
      if (!options.fn) return result;
      return result ? options.fn(this) : (options.inverse?.(this) ?? '');
    },
  );
}

/** Renders as SendGrid will, which escapes in subjects too. `plain` leaves HTML unescaped: for what we write ourselves. Throws when it does not parse. */
export const render = (source: string, data: object, plain = false): string =>
  dialect.compile(source, { noEscape: plain })(data);

type Node = hbs.AST.Node;
const pathOf = (node: Node | undefined): string | null =>
  node?.type === 'PathExpression' ? (node as hbs.AST.PathExpression).original : null;

/** Dotted path of `data`; undefined when a step is missing. */
const valueAt = (data: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined | null)?.[key], data);

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

/**
 * Values that the template asks for and `data` does not have, so that the mail would show a gap. What stands inside
 * `{{#if x}}`, `{{#each x}}` or has a default is meant to be optional.
 */
export function missingVariables(source: string, data: object): string[] {
  const missing = new Set<string>();
  const visit = (program: hbs.AST.Program | undefined): void => {
    for (const statement of program?.body ?? []) {
      if (statement.type === 'MustacheStatement') need(statement as hbs.AST.MustacheStatement);
      // Blocks guard their content; the `else` of an empty value is what will be shown.
      if (statement.type === 'BlockStatement') enter(statement as hbs.AST.BlockStatement);
    }
  };
  const enter = (block: hbs.AST.BlockStatement): void => {
    const path = pathOf(block.params[0]);
    const holds = path !== null && !Handlebars.Utils.isEmpty(valueAt(data, path));
    const name = pathOf(block.path);
    if (name === 'each' || name === 'with') return;
    visit(holds === (name !== 'unless') ? block.program : block.inverse);
  };
  const need = (mustache: hbs.AST.MustacheStatement): void => {
    const name = pathOf(mustache.path);
    if (name === null) return;
    const paths = name === 'insert' ? mustache.params.map(pathOf).filter((path) => path !== null) : [name];
    const hasDefault = mustache.params.some((param) => isDefault((param as { value?: unknown }).value));
    if (hasDefault || paths.some((path) => !isEmpty(valueAt(data, path)))) return;
    if (paths[0]) missing.add(paths[0]);
  };
  visit(Handlebars.parse(source));
  return [...missing].sort();
}
