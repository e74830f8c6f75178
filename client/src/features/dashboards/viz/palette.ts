import { useTheme } from '@mui/material/styles';

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
