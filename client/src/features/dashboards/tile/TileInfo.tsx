import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Popover from '@mui/material/Popover';
import Typography from '@mui/material/Typography';
import InfoOutlined from '@mui/icons-material/InfoOutlined';
import WarningAmberRounded from '@mui/icons-material/WarningAmberRounded';
import { useState } from 'react';
import type { Answer, Answered } from '../../../api/dashboardAnswers';
import { dateTime } from '../../../components/dates';
import { useDashboard } from '../page/context';
import { fieldLabel } from '../filters/fields';
import { cutText } from '../viz/groups';
import { rangeText } from '../viz/range';
import { datesText } from './dates';

/** Filters that do not hold for an answer; of the dashboard's dates the line below the title tells. */
const missed = ({ ignored }: Answered): string[] => ignored.filter((key) => key !== 'dateRange');

/** Is there something about the figures that one should know without asking? */
export const warns = (answer: Answer | undefined): boolean =>
  answer !== undefined && 'result' in answer && (missed(answer).length > 0 || answer.result.meta.truncated);

/** What the figures rest on: when, which zone and period, what does not apply, what was cut. */
export function TileInfo({ answer, title }: { answer: Answered; title: string }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const warning = warns(answer);
  const Icon = warning ? WarningAmberRounded : InfoOutlined;
  return (
    <>
      <IconButton
        size="small"
        aria-label={`About these figures: ${title}${warning ? ' (there is something to know)' : ''}`}
        aria-haspopup="dialog"
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ color: warning ? 'warning.main' : 'text.secondary' }}
      >
        <Icon />
      </IconButton>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': `About ${title}`, sx: { p: 2, maxWidth: 320 } } }}
      >
        <Facts answer={answer} title={title} />
      </Popover>
    </>
  );
}

function Facts({ answer, title }: { answer: Answered; title: string }) {
  const { datasets } = useDashboard();
  const { meta } = answer.result;
  const { range, days, more, why } = datesText(answer, title);
  const left = missed(answer);
  const compared = rangeText(meta.compareRange, meta.timezone);
  const facts: [string, string][] = [
    ['As of', dateTime(answer.asOf, meta.timezone)],
    ['Time zone', meta.timezone.replaceAll('_', ' ')],
    ['Period', [days ? `${range}: ${days}` : range, ...more].join(' · ')],
    ...(compared ? [['Compared with', compared] as [string, string]] : []),
  ];
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Box
        component="dl"
        sx={{ m: 0, display: 'grid', gridTemplateColumns: 'auto 1fr', columnGap: 2, rowGap: 0.5 }}
      >
        {facts.map(([label, value]) => (
          <Box key={label} sx={{ display: 'contents' }}>
            <Typography component="dt" variant="body2" sx={{ color: 'text.secondary' }}>
              {label}
            </Typography>
            <Typography component="dd" variant="body2" className="num" sx={{ m: 0 }}>
              {value}
            </Typography>
          </Box>
        ))}
      </Box>
      {why && <Typography variant="body2">{why}</Typography>}
      {left.length > 0 && (
        <Typography variant="body2">
          Filters not applied here: {left.map((key) => fieldLabel(datasets, key)).join(', ')}. These figures
          know nothing of them.
        </Typography>
      )}
      {meta.truncated && <Typography variant="body2">Cut to {cutText(answer.result)}.</Typography>}
    </Box>
  );
}
