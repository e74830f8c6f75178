import Box from '@mui/material/Box';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import LinearProgress from '@mui/material/LinearProgress';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import CloseRounded from '@mui/icons-material/CloseRounded';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { DrillResult } from '@besahubs/contracts/drill';
import { reportQuery } from '@besahubs/contracts/reports';
import type { ReportQueryInput } from '@besahubs/contracts/reports';
import { datasetList } from '../../../api/dashboards';
import { drillRows } from '../../../api/reports';
import type { DrillCell } from '../../../api/reports';
import { EmptyState } from '../../../components/EmptyState';
import { plural } from '../../../components/format';
import { LoadError } from '../../../components/list/ListEmpty';
import { ListSkeleton } from '../../../components/list/ListSkeleton';
import { useDelayed } from '../../../hooks/ui';
import type { VizPick } from '../viz/pick';
import { behindOf } from './behind';
import { DrillActions } from './DrillActions';
import { DrillFigure } from './DrillFigure';
import { DrillRows } from './DrillRows';
import { RatioParts } from './RatioParts';
import { RowsOf } from './RowsOf';

interface DrillPanelProps {
  /** The query that was answered, a dashboard's filters included. */
  query: ReportQueryInput;
  pick: VizPick;
  /** Of the widget. */
  title: string;
  onClose: () => void;
}

const WIDTH = 760;

/** The rows behind one figure, in a drawer: what was narrowed, the figure again, and every row of it. */
export function DrillPanel({ query, pick, title, onClose }: DrillPanelProps) {
  const asked = useMemo(() => reportQuery.parse(query), [query]);
  const metric = asked.metrics.find(({ id }) => id === pick.metric);
  // The figure that was clicked, until one of its parts is asked for.
  const [part, setPart] = useState(pick.part);
  const asPart = metric?.agg === 'ratio' ? part : undefined;
  const { data: datasets = [], isPending: unknown } = useQuery(datasetList);
  const behind = behindOf(asked, { ...pick, ...(asPart && { part: asPart }) }, datasets);
  const [wantsBehind, setWantsBehind] = useState(true);
  const isBehind = behind !== null && wantsBehind;
  const cell = useMemo(() => cellOf(query, pick, asPart, isBehind), [query, pick, asPart, isBehind]);
  const drill = useInfiniteQuery({ ...drillRows(cell), enabled: !unknown });
  const pages = drill.data?.pages ?? [];
  const [first] = pages;
  const rows = useMemo(() => drill.data?.pages.flatMap((page) => page.rows) ?? [], [drill.data]);
  const loading = useDelayed(drill.isFetchingNextPage);
  useEffect(() => () => pick.anchor?.focus(), [pick.anchor]);

  return (
    <Drawer
      anchor="right"
      open
      onClose={onClose}
      slotProps={{
        paper: {
          role: 'dialog',
          'aria-modal': true,
          'aria-label': `${title}: rows of ${pick.label}`,
          sx: { width: `min(${WIDTH}px, 100vw)`, display: 'flex' },
        },
      }}
    >
      <Box
        component="header"
        sx={{ px: { xs: 2, sm: 2.5 }, pt: 1.5, pb: 1.5, borderBottom: 1, borderColor: 'divider' }}
      >
        <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 1 }}>
          <Box sx={{ flex: 1, minWidth: 0 }}>
            <Typography variant="body2" noWrap sx={{ color: 'text.secondary' }}>
              {title}
            </Typography>
            <Typography variant="h2" sx={{ overflowWrap: 'anywhere' }}>
              {pick.label}
            </Typography>
          </Box>
          <Tooltip title="Close (Esc)" disableFocusListener>
            <IconButton size="small" aria-label="Close" onClick={onClose} autoFocus>
              <CloseRounded />
            </IconButton>
          </Tooltip>
        </Box>
        {first && (
          <Summary
            result={first}
            query={query}
            metric={metric?.agg === 'ratio' && part ? metric[part] : pick.metric}
          />
        )}
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 1, '&:empty': { display: 'none' } }}>
          {metric?.agg === 'ratio' && (
            <RatioParts query={asked} metric={metric} part={part ?? 'den'} onChange={setPart} />
          )}
          {behind && (
            <RowsOf
              behind={behind.label}
              own={datasets.find(({ key }) => key === asked.dataset)?.label ?? asked.dataset}
              isBehind={isBehind}
              onChange={setWantsBehind}
            />
          )}
        </Box>
        {first && first.total > 0 && <DrillActions cell={cell} result={first} title={title} />}
      </Box>
      <Box sx={{ height: 2 }}>{loading && <LinearProgress sx={{ height: 2 }} />}</Box>
      <Box
        sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }}
        aria-busy={drill.isFetching}
      >
        {drill.isPending ? (
          <ListSkeleton />
        ) : drill.isError && !first ? (
          <LoadError error={drill.error} onRetry={() => void drill.refetch()} />
        ) : first && first.total > 0 ? (
          <DrillRows
            fields={first.fields}
            rows={rows}
            total={first.total}
            onEnd={() => {
              if (drill.hasNextPage && !drill.isFetchingNextPage && !drill.isFetchNextPageError)
                void drill.fetchNextPage();
            }}
            failed={drill.isFetchNextPageError ? () => void drill.fetchNextPage() : null}
          />
        ) : (
          <EmptyState compact title="No rows" text="Nothing stands behind this figure." />
        )}
      </Box>
    </Drawer>
  );
}

function cellOf(
  query: ReportQueryInput,
  pick: VizPick,
  part: 'num' | 'den' | undefined,
  behind: boolean,
): DrillCell {
  const { key, other, metric, previous } = pick;
  return {
    query,
    key,
    ...(metric !== undefined && { metric }),
    ...(other && { other }),
    ...(previous && { previous }),
    ...(part && { part }),
    ...(behind && { behind }),
  };
}

interface SummaryProps {
  result: DrillResult;
  query: ReportQueryInput;
  metric: string | undefined;
}

/** The figure, how many rows it is of, and the conditions in words. */
const Summary = ({ result, query, metric }: SummaryProps) => (
  <Box sx={{ mt: 0.5 }}>
    <Box sx={{ display: 'flex', alignItems: 'baseline', flexWrap: 'wrap', columnGap: 1.5 }}>
      <DrillFigure value={result.value} query={query} metric={metric} />
      <Box component="span" className="num" sx={{ color: 'text.secondary' }}>
        {plural(result.total, 'row')}
      </Box>
    </Box>
    {result.conditions.length > 0 && (
      <Box
        component="ul"
        aria-label="Conditions"
        sx={{ m: 0, mt: 1, p: 0, listStyle: 'none', display: 'flex', flexWrap: 'wrap', gap: 0.5 }}
      >
        {result.conditions.map((condition) => (
          <Box
            component="li"
            key={condition}
            sx={{
              px: 1,
              py: 0.25,
              borderRadius: 1,
              bgcolor: 'soft.accent',
              fontSize: '0.75rem',
              overflowWrap: 'anywhere',
            }}
          >
            {condition}
          </Box>
        ))}
      </Box>
    )}
  </Box>
);
