import { useMemo } from 'react';
import type { Widget } from '@besahubs/contracts/dashboards';
import type { ReportQuery, ReportResult } from '@besahubs/contracts/reports';
import { useDashboard } from '../page/context';
import { Viz } from '../viz/Viz';

interface TileVizProps {
  widget: Widget;
  result: ReportResult;
  query: ReportQuery;
}

/** A widget's answer, drawn; a click on a figure opens what can be done with it. */
export function TileViz({ widget, result, query }: TileVizProps) {
  const { pick } = useDashboard();
  const { title, type, options } = widget;
  const drawn = useMemo(() => ({ title, type, options, query }), [title, type, options, query]);
  return <Viz widget={drawn} result={result} onPick={(picked) => pick(widget, { result, query }, picked)} />;
}
