import { useMemo } from 'react';
import type { Widget } from '@besahubs/contracts/dashboards';
import type { ReportResult } from '@besahubs/contracts/reports';
import { appliedQuery } from '../filters/apply';
import { useDashboard } from '../page/context';
import { Viz } from '../viz/Viz';

/** A widget's answer, drawn; a click on a figure opens what can be done with it. */
export function TileViz({ widget, result }: { widget: Widget; result: ReportResult }) {
  const { chosen, datasets, pick } = useDashboard();
  const { type, options } = widget;
  const query = useMemo(() => appliedQuery(widget, chosen, datasets), [widget, chosen, datasets]);
  const drawn = useMemo(() => ({ type, options, query }), [type, options, query]);
  return <Viz widget={drawn} result={result} onPick={(picked) => pick(widget, result, picked)} />;
}
