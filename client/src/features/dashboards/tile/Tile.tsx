import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { Widget } from '@besahubs/contracts/dashboards';
import type { ReactNode } from 'react';
import type { Answer } from '../../../api/dashboardAnswers';
import { TileBody } from './TileBody';
import { TileDates } from './TileDates';
import { TileInfo, warns } from './TileInfo';
import { TileMenu } from './TileMenu';

export interface TileProps {
  widget: Widget;
  answer: Answer | undefined;
  stale: boolean;
  failure: unknown;
  /** In the edit mode: what one drags it by. */
  handle?: ReactNode;
}

/** At rest a title has the whole line; the tools come over its end with the pointer or the keyboard. */
const quietTools = {
  '@media (hover: hover)': {
    '& .tile-head': { pr: 2 },
    // No higher than the first line of the title: the dates below it stay in sight.
    '& .tile-tools': { position: 'absolute', top: 0, right: 6, height: 28, pt: 0.5, opacity: 0 },
    '&:hover .tile-tools, & .tile-tools:focus-within, & .tile-tools:has([aria-expanded="true"])': {
      opacity: 1,
    },
  },
} as const;

/** A long title takes a second line before it is cut. */
const twoLines = {
  lineHeight: 1.25,
  display: '-webkit-box',
  WebkitLineClamp: 2,
  WebkitBoxOrient: 'vertical',
  overflow: 'hidden',
  overflowWrap: 'anywhere',
} as const;

/** One widget of a dashboard: its title, the dates it is of, what can be done with it, and its answer. */
export function Tile({ widget, answer, stale, failure, handle }: TileProps) {
  return (
    <Box
      component="section"
      aria-label={widget.title}
      data-tile={widget.id}
      sx={{
        position: 'relative',
        display: 'flex',
        flexDirection: 'column',
        height: '100%',
        minHeight: 0,
        border: 1,
        borderColor: 'divider',
        borderRadius: 1.25,
        bgcolor: 'background.paper',
        color: 'text.primary',
        overflow: 'hidden',
        ...(handle === undefined && !warns(answer) && quietTools),
      }}
    >
      <Box
        className="tile-head"
        sx={{
          display: 'flex',
          alignItems: 'flex-start',
          gap: 0.5,
          pl: 2,
          pr: 0.75,
          pb: 0.5,
          flex: 'none',
          // Room for a thumb between the dates and a figure below them.
          '@media (pointer: coarse)': { pb: 1 },
        }}
      >
        {handle}
        <Box className="tile-title" sx={{ flex: 1, minWidth: 0, pt: 1.25 }}>
          <Typography variant="h3" component="h2" title={widget.title} sx={twoLines}>
            {widget.title}
          </Typography>
          <TileDates answer={answer} title={widget.title} />
        </Box>
        <Box
          className="tile-tools no-print no-picture"
          sx={{ display: 'flex', alignItems: 'center', flex: 'none', bgcolor: 'background.paper' }}
        >
          {answer && 'result' in answer && <TileInfo answer={answer} title={widget.title} />}
          <TileMenu widget={widget} answer={answer} />
        </Box>
      </Box>
      <Box sx={{ flex: 1, minHeight: 0, px: 2, pb: 1.5 }}>
        <TileBody widget={widget} answer={answer} stale={stale} failure={failure} />
      </Box>
    </Box>
  );
}
