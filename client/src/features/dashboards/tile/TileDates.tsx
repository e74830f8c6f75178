import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import type { Answer } from '../../../api/dashboardAnswers';
import { datesText, fullDates } from './dates';

/** A long press has no pointer that could rest on it: long enough to read two sentences. */
const READ_MS = 5_000;

const oneLine = {
  // Over the room that a figure below takes for thumbs.
  position: 'relative',
  zIndex: 1,
  color: 'text.secondary',
  minHeight: 16,
  lineHeight: '16px',
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
} as const;

/**
 * Below a title: which dates the figures are of, and whether the dashboard says so or the widget. The exact days come with
 * the pointer or a long press (and stand in “About these figures”); on paper and in pictures they stand in the place of
 * the name, which says nothing there once time has passed.
 */
export function TileDates({ answer, title }: { answer: Answer | undefined; title: string }) {
  if (!answer || !('result' in answer)) return <Typography variant="caption" component="p" sx={oneLine} />;
  const text = datesText(answer, title);
  const { range, mark, days, more, against } = text;
  return (
    <Tooltip describeChild title={fullDates(text)} placement="bottom-start" leaveTouchDelay={READ_MS}>
      <Typography variant="caption" component="p" className="num print-wrap" data-dates sx={oneLine}>
        <span className={days === null ? undefined : 'screen-only'}>{range}</span>
        {days && <span className="output-only">{days}</span>}
        {mark && (
          <Box component="span" sx={{ fontWeight: 540, ...(against && { color: 'warning.main' }) }}>
            {` ${mark}`}
          </Box>
        )}
        {more.map((each) => ` · ${each}`).join('')}
      </Typography>
    </Tooltip>
  );
}
