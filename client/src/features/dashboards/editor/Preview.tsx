import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import Skeleton from '@mui/material/Skeleton';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { ReportResult } from '@besahubs/contracts/reports';
import { time } from '../../../components/dates';
import { LoadError } from '../../../components/list/ListEmpty';
import { useDelayed } from '../../../hooks/ui';
import { useZone } from '../../../hooks/zone';
import { cutText, groupsText } from '../viz/groups';
import { rangeText } from '../viz/range';
import { TableViz } from '../viz/TableViz';
import { Viz } from '../viz/Viz';
import { reportOf } from './draft';
import type { WidgetDraft } from './draft';
import { TypeFrame } from './TypeFrame';
import type { Answer } from './useAnswer';

interface PreviewProps {
  title: string;
  answer: Answer;
  /** Problems that no control shows. */
  unplaced: readonly string[];
  onRetry: () => void;
}

/** The answer to what is being built: drawn as it will be, or as the table behind it. */
export function Preview({ title, answer, unplaced, onRetry }: PreviewProps) {
  const [tab, setTab] = useState<'chart' | 'table'>('chart');
  const slow = useDelayed(answer.loading, 300);
  const { shown, error } = answer;
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column', minHeight: 0 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minWidth: 0 }}>
        <Tabs value={tab} onChange={(_event, next: typeof tab) => setTab(next)} aria-label="Preview">
          <Tab value="chart" label="As shown" />
          <Tab value="table" label="As table" />
        </Tabs>
      </Box>
      <Box sx={{ height: 2 }}>{slow && <LinearProgress sx={{ height: 2 }} aria-label="Loading" />}</Box>
      {unplaced.length > 0 && (
        <Box role="alert" sx={{ p: 1, mt: 1, borderRadius: 1, bgcolor: 'soft.error', color: 'error.main' }}>
          {unplaced.join(' ')}
        </Box>
      )}
      <Box
        aria-busy={answer.loading}
        sx={{
          flex: 1,
          minHeight: 0,
          py: 2,
          opacity: slow || (error && shown) ? 0.55 : 1,
          position: 'relative',
        }}
      >
        {shown ? (
          tab === 'table' ? (
            <TableViz result={shown.result} query={reportOf(shown.draft)} label={title} />
          ) : (
            <Drawn title={title} draft={shown.draft} result={shown.result} />
          )
        ) : error ? (
          <LoadError compact error={error} onRetry={onRetry} />
        ) : (
          <Skeleton variant="rounded" height="100%" aria-label="Loading" />
        )}
      </Box>
      {shown && <Facts result={shown.result} />}
    </Box>
  );
}

const Drawn = ({ title, draft, result }: { title: string; draft: WidgetDraft; result: ReportResult }) => (
  <TypeFrame type={draft.type} title={title}>
    <Viz
      widget={{ title, type: draft.type, options: draft.options, query: reportOf(draft) }}
      result={result}
    />
  </TypeFrame>
);

/** How much it is of, and as of when. */
function Facts({ result }: { result: ReportResult }) {
  const zone = useZone();
  const { meta } = result;
  const range = rangeText(meta.range, meta.timezone);
  const facts = [
    meta.truncated ? cutText(result) : groupsText(meta.rowCount, result),
    ...(range ? [range] : []),
    `as of ${time(meta.asOf, zone)}`,
  ];
  return (
    <Typography variant="body2" className="num" role="status" sx={{ color: 'text.secondary' }}>
      {facts.join(' · ')}
    </Typography>
  );
}
