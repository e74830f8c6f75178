import { useTheme } from '@mui/material/styles';
import type { Series } from './model';

const SLOTS = [1, 2, 3, 4, 5, 6, 7, 8] as const;

/** Colours of the charts in the current theme; a ninth series begins again with the first. */
export function usePalette() {
  const { palette } = useTheme().vars;
  const colors = SLOTS.map((slot) => palette.chart[slot]);
  return {
    color: (index: number): string => colors[index % colors.length] ?? palette.primary.main,
    text: palette.text.secondary,
    line: palette.line.soft,
    page: palette.background.paper,
    hover: palette.surface.hover,
  };
}

/** Slots of the series: the period before has the colour of what it is compared with, “Other” the grey. */
export function slotsOf(series: readonly Series[]): number[] {
  const slots: number[] = [];
  series.forEach((each, index) => {
    const twin = each.previous
      ? series.findIndex(
          (other) =>
            !other.previous &&
            other.metric === each.metric &&
            sameKey(other.key, each.key) &&
            other.other === each.other,
        )
      : -1;
    const used = new Set(slots.slice(0, index)).size;
    slots.push(twin >= 0 && twin < index ? (slots[twin] ?? 0) : each.other ? SLOTS.length - 1 : used);
  });
  return slots;
}

const sameKey = (a: Series['key'], b: Series['key']): boolean => JSON.stringify(a) === JSON.stringify(b);
