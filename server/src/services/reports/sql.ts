import { escapeLiteral } from 'pg';
import type { FieldType } from '@besahubs/contracts/reports';
import type { Condition, Test } from './conditions';
import type { Field, SqlContext } from './dataset';

export interface Statement {
  text: string;
  values: unknown[];
}

/** Takes a value into the statement's binds; answers its placeholder, cast. The only way a value enters SQL. */
export type Bind = (value: unknown, cast: string) => string;

/** A statement being written: `bind` while composing, `done` with the text. */
export function statement(): { bind: Bind; done: (text: string) => Statement } {
  const values: unknown[] = [];
  return {
    bind: (value, cast) => {
      values.push(value);
      return `$${values.length}::${cast}`;
    },
    done: (text) => ({ text, values }),
  };
}

/**
 * The same for SQL that becomes a part of a statement of somebody else, who knows no binds: values stand in the text as
 * quoted literals. `done` answers that text.
 */
export function embedded(): { bind: Bind; done: (text: string) => string } {
  return { bind: (value, cast) => `${literalOf(value)}::${cast}`, done: (text) => text };
}

function literalOf(value: unknown): string {
  if (Array.isArray(value)) return value.length ? `ARRAY[${value.map(literalOf).join(',')}]` : `'{}'`;
  if (value === null) return 'NULL';
  if (typeof value === 'string') return escapeLiteral(value);
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)))
    return `'${String(value)}'`;
  throw new Error('not a value of a condition');
}

/** The type in PostgreSQL that values of a field are compared as. */
export const casts: Record<FieldType, string> = {
  text: 'text',
  enum: 'text',
  tags: 'text',
  number: 'numeric',
  boolean: 'boolean',
  instant: 'timestamptz',
  date: 'date',
  ref: 'uuid',
};

/** A condition as SQL that is true or not; negations hold for NULL too: “is not won” includes what has no stage. */
export function conditionSql(condition: Condition, context: SqlContext, bind: Bind): string {
  if ('all' in condition) return group(condition.all, 'AND', 'TRUE', context, bind);
  if ('any' in condition) return group(condition.any, 'OR', 'FALSE', context, bind);
  const { field, not, test } = condition;
  if (test.is === 'null') return nullSql(field, not, context);
  const positive = testSql(field, field.sql(context), test, bind);
  return not ? `(${positive}) IS NOT TRUE` : positive;
}

const group = (
  parts: Condition[],
  word: 'AND' | 'OR',
  whenEmpty: string,
  context: SqlContext,
  bind: Bind,
): string =>
  parts.length ? `(${parts.map((part) => conditionSql(part, context, bind)).join(` ${word} `)})` : whenEmpty;

function nullSql(field: Field, not: boolean, context: SqlContext): string {
  const sql = field.sql(context);
  if (field.type === 'tags') return `${sql} ${not ? '<>' : '='} '[]'::jsonb`;
  return `${sql} IS ${not ? 'NOT ' : ''}NULL`;
}

function testSql(field: Field, sql: string, test: Exclude<Test, { is: 'null' }>, bind: Bind): string {
  const cast = casts[field.type];
  switch (test.is) {
    case 'like':
      return `${sql} ILIKE ${bind(test.pattern, 'text')} ESCAPE '\\'`;
    case 'within': {
      const parts = [
        ...(test.gte === undefined ? [] : [`${sql} >= ${bind(test.gte, cast)}`]),
        ...(test.gt === undefined ? [] : [`${sql} > ${bind(test.gt, cast)}`]),
        ...(test.lt === undefined ? [] : [`${sql} < ${bind(test.lt, cast)}`]),
        ...(test.lte === undefined ? [] : [`${sql} <= ${bind(test.lte, cast)}`]),
      ];
      return parts.length ? `(${parts.join(' AND ')})` : 'TRUE';
    }
    case 'oneOf': {
      if (field.type === 'tags') return `${sql} ?| ${bind(test.values, 'text[]')}`;
      const [only, ...more] = test.values;
      const own =
        only !== undefined && !more.length
          ? `${sql} = ${bind(only, cast)}`
          : `${sql} = ANY(${bind(test.values, `${cast}[]`)})`;
      if (!test.teams.length) return own;
      return `(${own} OR ${sql} IN (SELECT id FROM "User" WHERE "teamId" = ANY(${bind(test.teams, 'uuid[]')})))`;
    }
  }
}

/** Fields that a condition reads. */
export function fieldsIn(condition: Condition | null): Field[] {
  if (!condition) return [];
  if ('all' in condition) return condition.all.flatMap(fieldsIn);
  if ('any' in condition) return condition.any.flatMap(fieldsIn);
  return [condition.field];
}
