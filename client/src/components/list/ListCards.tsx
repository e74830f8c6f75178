import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import type { Named } from './types';

export interface CardContent {
  /** Avatar or icon, 36 px. */
  lead?: ReactNode;
  title: ReactNode;
  subtitle?: ReactNode;
  /** On the right: a status, an amount, a time. */
  meta?: ReactNode;
  /** Under the text: actions such as call, reachable with a thumb. */
  actions?: ReactNode;
}

interface ListCardsProps<T extends Named> {
  rows: readonly T[];
  card: (row: T) => CardContent;
  href: (id: string) => string;
}

/** The list on a phone: one card per record, 44 px targets, no sideways scrolling. */
export function ListCards<T extends Named>({ rows, card, href }: ListCardsProps<T>) {
  return (
    <Box component="ul" sx={{ flex: 1, overflowY: 'auto', m: 0, p: 0, listStyle: 'none' }}>
      {rows.map((row) => {
        const content = card(row);
        return (
          <Box component="li" key={row.id} sx={{ display: 'flex', borderBottom: 1, borderColor: 'divider' }}>
            <ButtonBase
              component={Link}
              to={href(row.id)}
              sx={{
                flex: 1,
                minWidth: 0,
                gap: 1.5,
                px: 2,
                py: 1.25,
                minHeight: 64,
                justifyContent: 'flex-start',
                textAlign: 'left',
              }}
            >
              {content.lead}
              <Box sx={{ flex: 1, minWidth: 0 }}>
                <Box sx={{ fontWeight: 540, ...oneLine }}>{content.title}</Box>
                <Box sx={{ color: 'text.secondary', ...oneLine }}>{content.subtitle}</Box>
              </Box>
              <Box sx={{ flexShrink: 0, maxWidth: '45%', textAlign: 'right' }}>{content.meta}</Box>
            </ButtonBase>
            {content.actions && (
              <Box sx={{ display: 'flex', alignItems: 'center', pr: 1 }}>{content.actions}</Box>
            )}
          </Box>
        );
      })}
    </Box>
  );
}

const oneLine = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
