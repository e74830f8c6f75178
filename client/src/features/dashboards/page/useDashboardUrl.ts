import { useSearchParams } from 'react-router-dom';
import type { DashboardFilters } from '@besahubs/contracts/dashboards';
import { fromDefaults, readFilters, writeFilters } from '../filters/urlFilters';
import type { Chosen } from '../filters/urlFilters';

const EDIT = 'edit';
const VIEW_AS = 'viewAs';

/** The state of the page in its address: filters, whether one arranges it, and with whose eyes one looks. */
export function useDashboardUrl(defaults: DashboardFilters) {
  const [params, setParams] = useSearchParams();
  const set = (key: string, value: string | null) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === null) next.delete(key);
        else next.set(key, value);
        return next;
      },
      { replace: true },
    );
  return {
    chosen: readFilters(params, defaults),
    setChosen: (chosen: Chosen) => setParams((before) => writeFilters(before, chosen, defaults)),
    clear: () => setParams((before) => writeFilters(before, { range: null, tests: [] }, defaults)),
    toDefaults: () => setParams((before) => writeFilters(before, fromDefaults(defaults), defaults)),
    editing: params.get(EDIT) === '1',
    setEditing: (on: boolean) => set(EDIT, on ? '1' : null),
    viewAs: params.get(VIEW_AS),
    setViewAs: (userId: string | null) => set(VIEW_AS, userId),
  };
}
