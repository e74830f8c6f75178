import type { Resolved } from '../resolve';
import { casts } from '../sql';
import type { Bind } from '../sql';
import type { Groups } from './aggregate';

/** Groups as a select with the columns k0… and m0…, ratios left out: what a statement would have grouped itself. */
export function relationOf(resolved: Resolved, { keys, figures }: Groups): (bind: Bind) => string {
  return (bind) => {
    const lists: string[] = [];
    const names: string[] = [];
    const hand = (name: string, values: unknown[], cast: string): string => {
      lists.push(bind(values, `${cast}[]`));
      names.push(name);
      return name;
    };
    const columns = keys.map((values, index) => {
      const dimension = resolved.dimensions[index];
      const cast = dimension?.granularity ? 'int' : casts[dimension?.field.type ?? 'text'];
      return hand(`k${index}`, values, cast);
    });
    figures.forEach((figure, index) => {
      if (!figure) return;
      const parts = figure.lists.map(({ values, cast }, part) => hand(`f${index}_${part}`, values, cast));
      columns.push(`${figure.sql(parts)} AS m${index}`);
    });
    return `SELECT ${columns.join(', ')} FROM unnest(${lists.join(', ')}) AS held(${names.join(', ')})`;
  };
}
