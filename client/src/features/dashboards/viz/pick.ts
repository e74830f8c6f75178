import type { Cell, ReportQueryInput } from '@besahubs/contracts/reports';
import type { WidgetOptions, WidgetType } from '@besahubs/contracts/dashboards';

/** Which figure of an answer was chosen, as a drill asks for it (`DrillQuery`), and what to call it. */
export interface VizPick {
  /** Grouping → its value in the row: for links the id, for periods the period's key, null for “None”. */
  key: Record<string, Cell>;
  /** The “Other” of a topN; the key then leaves that grouping out. */
  other?: boolean;
  metric?: string;
  part?: 'num' | 'den';
  /** The figure of the compared period. */
  previous?: boolean;
  /** In words: `LOI · Weighted commission`. */
  label: string;
  /** Where to return the focus to. */
  anchor?: HTMLElement;
}
export type OnPick = (pick: VizPick) => void;

/** What is drawn, and the query that was answered (a dashboard's filters included). */
export interface VizWidget {
  title: string;
  type: WidgetType;
  options: WidgetOptions;
  query: ReportQueryInput;
}
