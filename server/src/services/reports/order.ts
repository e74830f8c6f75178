import { isTime } from './dataset';
import type { Dimension, OrderTerm, Resolved } from './resolve';
import type { Bind } from './sql';

/** `ORDER BY …` of groups: as asked, then in the natural order of the groupings; “Other” comes last. None without groups. */
export function orderBy(resolved: Resolved, bind: Bind): string[] {
  const { dimensions, metrics, topN } = resolved;
  if (!dimensions.length) return [];
  const asked = [
    ...(topN?.other && topN.dimension === 0 ? ['g.other'] : []),
    ...resolved.orderBy.map((term) => termSql(term, resolved, bind)),
  ];
  const largest = `g.m${metrics.findIndex(({ hidden }) => !hidden)} DESC NULLS LAST`;
  // Dates and enums have an order of their own; names are shown by size.
  const natural = dimensions.flatMap((dimension, index) => {
    const ordered = isTime(dimension.field) || dimension.field.values !== undefined;
    return [
      ...(topN?.other && topN.dimension === index && index > 0 ? ['g.other'] : []),
      ...(ordered ? [] : [largest]),
      `${dimensionOrder(dimension, index, bind)} NULLS LAST`,
      ...(dimension.field.labels ? [`g.k${index}`] : []),
    ];
  });
  return [`ORDER BY ${[...asked, ...natural].join(', ')}`];
}

function termSql(term: OrderTerm, { dimensions }: Resolved, bind: Bind): string {
  const dimension = term.dimension === null ? null : dimensions[term.dimension];
  const sql = dimension ? dimensionOrder(dimension, term.dimension ?? 0, bind) : `g.m${term.metric}`;
  return `${sql} ${term.desc ? 'DESC' : 'ASC'} NULLS ${term.nullsFirst ? 'FIRST' : 'LAST'}`;
}

function dimensionOrder({ field }: Dimension, index: number, bind: Bind): string {
  if (field.values)
    return `array_position(${bind(
      field.values.map(({ value }) => value),
      'text[]',
    )}, g.k${index})`;
  return field.labels ? `l${index}.label` : `g.k${index}`;
}
