/** How the labels of an axis find room. Widths in px, estimated from 12 px type. Pure. */
const CHAR = 6.4;

export interface AxisLabels {
  angle: 0 | -38 | -90;
  /** Height that the axis takes. */
  height: number;
  /** There is room for each of them; else some are left out. */
  all: boolean;
  /** Longest line that is written out; the rest ends in “…”. */
  most: number;
  lines: 1 | 2;
}

/** px from one label to the next at which lines of 12 px do not touch. */
const SLANTED = 20;
const UPRIGHT = 14;

/** Side by side while they fit, in two lines if need be; slanted when they do not, upright when that is tight too. */
export function categoryLabels(labels: readonly string[], width: number): AxisLabels {
  const room = width / Math.max(labels.length, 1);
  const longest = Math.max(0, ...labels.map(({ length }) => length));
  const fits = Math.floor(room / CHAR);
  if (longest + 1 <= fits || labels.length < 2 || fits >= 16)
    return { angle: 0, height: 24, all: false, most: Math.max(fits - 1, 4), lines: 1 };
  if (labels.every((label) => inTwo(label, fits - 1).every(({ length }) => length < fits)))
    return { angle: 0, height: 38, all: true, most: fits - 1, lines: 2 };
  const most = Math.min(longest, 16);
  if (room < SLANTED && room >= UPRIGHT)
    return { angle: -90, height: Math.round(most * CHAR) + 12, all: true, most, lines: 1 };
  return { angle: -38, height: Math.round(most * CHAR * 0.62) + 20, all: room >= SLANTED, most, lines: 1 };
}

/** A text in one line or two, broken between words; the first has as many as there is room for. */
export function inTwo(text: string, most: number): [string] | [string, string] {
  if (text.length <= most) return [text];
  const space = text.lastIndexOf(' ', most);
  const at = space > 0 ? space : text.indexOf(' ');
  return at > 0 ? [text.slice(0, at), text.slice(at + 1)] : [text];
}

/** Labels of so few points are all shown, also at the ends. */
const FEW = 8;
/** px kept free beside the first and the last point of a line. */
export const endRoom = (labels: readonly string[]): number => {
  if (labels.length < 2) return 0;
  const longest = Math.max(...labels.map(({ length }) => length));
  return labels.length > FEW ? 8 : Math.round((Math.min(longest, 18) * CHAR) / 2);
};

/** Width of the axis that names lie along; at most a third of the chart. */
export const nameWidth = (labels: readonly string[], width: number): number =>
  Math.round(Math.min(Math.max(...labels.map(({ length }) => length), 4) * CHAR + 12, width / 3));

/** Width of a value axis for its longest tick. */
export const valueWidth = (ticks: readonly string[]): number =>
  Math.round(Math.max(...ticks.map(({ length }) => length), 2) * 7 + 16);

export const clipped = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, Math.max(most - 1, 1)).trimEnd()}…` : text;

export const lettersIn = (width: number): number => Math.max(Math.floor((width - 12) / CHAR), 3);
