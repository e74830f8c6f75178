import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { Widget } from '@besahubs/contracts/dashboards';
import type { ReportResult } from '@besahubs/contracts/reports';
import { memo } from 'react';
import type { Answer } from '../../../api/dashboardAnswers';
import { ErrorBoundary } from '../../../components/ErrorBoundary';
import { errorText, RequestError } from '../../../hooks/errors';
import { useDelayed } from '../../../hooks/ui';
import { useDashboard } from '../page/context';
import { TileSkeleton } from './TileSkeleton';
import { TileViz } from './TileViz';

interface TileBodyProps {
  widget: Widget;
  answer: Answer | undefined;
  /** What is shown answers an older question. */
  stale: boolean;
  /** Why no answer came at all. */
  failure: unknown;
}

/** The inside of a tile: what is coming, what came, or why nothing did. */
export function TileBody({ widget, answer, stale, failure }: TileBodyProps) {
  const dim = useDelayed(stale);
  if (!answer)
    return failure ? <Failed widget={widget} error={failure} /> : <TileSkeleton type={widget.type} />;
  if ('error' in answer) return <Failed widget={widget} error={asError(answer.error)} />;
  return (
    <Box aria-busy={stale} sx={{ height: '100%', minHeight: 0, opacity: dim ? 0.5 : 1 }}>
      {isEmpty(widget, answer.result) ? (
        <Empty fixed={answer.dates.kept} />
      ) : (
        <ErrorBoundary
          resetOn={answer}
          instead={(again) => (
            <Message text="This cannot be drawn." action={{ label: 'Try again', run: again }} />
          )}
        >
          <Drawing widget={widget} result={answer.result} query={answer.query} />
        </ErrorBoundary>
      )}
    </Box>
  );
}

/** Drawn anew only when the answer or the widget is another one. */
const Drawing = memo(TileViz);

const asError = (error: Extract<Answer, { error: unknown }>['error']): RequestError =>
  new RequestError({ ...error, status: 200, message: error.message ?? '' });

/** A figure of nothing is a figure (0, or “—”); a chart of nothing says so. */
const isEmpty = ({ type }: Widget, { rows, chartData }: ReportResult): boolean => {
  if (type === 'kpi') return false;
  if (rows.length === 0) return true;
  return type !== 'table' && chartData.series.every(({ data }) => data.every((value) => !value));
};

/** `fixed`: the dashboard's dates do not hold here, so that clearing them brings nothing. */
function Empty({ fixed }: { fixed: boolean }) {
  const { chosen, clearFilters } = useDashboard();
  const filtered = (chosen.range !== null && !fixed) || chosen.tests.length > 0;
  return (
    <Message
      text={filtered ? 'Nothing matches these filters.' : 'Nothing to show in this period.'}
      action={filtered ? { label: 'Clear filters', run: clearFilters } : null}
    />
  );
}

function Failed({ widget, error }: { widget: Widget; error: unknown }) {
  const { canEdit, editWidget, retry } = useDashboard();
  const code = error instanceof RequestError ? error.code : 'internal';
  if (code === 'forbidden' || code === 'not_found') {
    return (
      <Message
        text="You have no access to these figures. Ask an administrator if you need them."
        action={null}
      />
    );
  }
  if (code === 'invalid') {
    const said = error instanceof RequestError ? error.message : '';
    return (
      <Message
        text={said || 'This widget asks for something that is no longer there.'}
        action={canEdit ? { label: 'Edit widget', run: () => editWidget(widget) } : null}
      />
    );
  }
  return <Message text={errorText(error)} action={{ label: 'Try again', run: () => retry(widget) }} />;
}

interface MessageProps {
  text: string;
  action: { label: string; run: () => void } | null;
}
function Message({ text, action }: MessageProps) {
  return (
    <Box
      sx={{
        height: '100%',
        display: 'flex',
        flexDirection: 'column',
        alignItems: 'center',
        justifyContent: 'center',
        textAlign: 'center',
        gap: 1,
        overflow: 'auto',
      }}
    >
      <Typography sx={{ color: 'text.secondary', textWrap: 'balance' }}>{text}</Typography>
      {action && (
        <Button variant="outlined" color="inherit" onClick={action.run}>
          {action.label}
        </Button>
      )}
    </Box>
  );
}
