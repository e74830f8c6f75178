import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import type { Agent } from '@besahubs/contracts/agents';
import { money, percent } from '../../components/format';
import { goalPercent } from '../../domain/agents';

/** Closed commission of this year against the goal; without a goal, what is closed. */
export function GoalBar({ production }: { production: NonNullable<Agent['production']> }) {
  const { closedCommissionYtd: closed, annualGoal: goal } = production;
  const reached = goalPercent(closed, goal);
  const words = goal ? `${money(closed)} of ${money(goal)} this year` : `${money(closed)} closed this year`;
  return (
    <Box sx={{ maxWidth: 480 }}>
      <Box sx={{ display: 'flex', gap: 1, mb: 0.5 }}>
        <Typography className="num" sx={{ flex: 1 }}>
          {words}
        </Typography>
        {reached !== null && (
          <Typography className="num" sx={{ fontWeight: 540 }}>
            {percent(reached)}
          </Typography>
        )}
      </Box>
      {reached !== null && (
        <LinearProgress
          variant="determinate"
          aria-label={`Goal: ${words}`}
          value={Math.min(reached, 100)}
          color={reached >= 100 ? 'success' : 'primary'}
          // The track is neutral: in a shade of the bar, nothing reached looked like all of it.
          sx={{ height: 6, borderRadius: 1, bgcolor: 'line.main' }}
        />
      )}
    </Box>
  );
}
