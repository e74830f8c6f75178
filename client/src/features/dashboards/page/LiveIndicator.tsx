import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import PauseRounded from '@mui/icons-material/PauseRounded';
import RefreshRounded from '@mui/icons-material/RefreshRounded';
import { relative } from '../../../components/dates';
import { useDelayed } from '../../../hooks/ui';
import { useNow } from '../../../hooks/zone';
import type { LiveAnswers } from './useAnswers';

function useLiveWords({ isFetching, live, updatedAt }: LiveAnswers): { age: string; state: string } {
  const fetching = useDelayed(isFetching);
  const now = useNow();
  const age = updatedAt ? relative(new Date(updatedAt).toISOString(), Math.max(now, updatedAt)) : null;
  return {
    age: fetching ? 'Updating…' : age ? `Updated ${age}` : '',
    state: live.offline ? 'Offline' : live.held ? 'Paused' : 'Live',
  };
}

/** How old the figures are and whether they follow the data, in a line. */
export function LiveText({ answers }: { answers: LiveAnswers }) {
  const { age, state } = useLiveWords(answers);
  return (
    <Box component="span" className="num" sx={{ display: 'inline-flex', alignItems: 'center' }}>
      {state === 'Live' && <Dot on />}
      {[state === 'Live' ? null : state, age].filter(Boolean).join(' · ')}
    </Box>
  );
}

/** How old the figures are, whether they follow the data, and the switch to make them keep still. */
export function LiveIndicator({ answers }: { answers: LiveAnswers }) {
  const { live, refresh } = answers;
  const { age, state } = useLiveWords(answers);
  return (
    <Box sx={{ display: 'inline-flex', alignItems: 'center', flexWrap: 'wrap', columnGap: 0.5 }}>
      <Box component="span" className="num" sx={{ color: 'text.secondary' }}>
        {age}
      </Box>
      <Tooltip title="Refresh (R)">
        <IconButton className="no-print" size="small" aria-label="Refresh" onClick={refresh}>
          <RefreshRounded />
        </IconButton>
      </Tooltip>
      <Tooltip title={explain(state)}>
        <Button
          className="no-print"
          color="inherit"
          aria-pressed={live.held}
          aria-label={live.held ? 'Live updates are paused. Resume' : 'Live updates are on. Pause'}
          onClick={() => live.hold(!live.held)}
          startIcon={live.held ? <PauseRounded /> : <Dot on={!live.offline} />}
          sx={{ px: 1, minHeight: 28, color: 'text.secondary', fontWeight: 430 }}
        >
          {state}
        </Button>
      </Tooltip>
    </Box>
  );
}

function explain(state: string): string {
  if (state === 'Offline') return 'No connection: figures catch up when it is back.';
  if (state === 'Paused') return 'Figures keep still. Click to follow the data again.';
  return 'Figures follow the data. Click to keep them still.';
}

const Dot = ({ on }: { on: boolean }) => (
  <Box
    aria-hidden
    sx={{ width: 8, height: 8, mx: 0.5, borderRadius: '50%', bgcolor: on ? 'success.main' : 'text.disabled' }}
  />
);
