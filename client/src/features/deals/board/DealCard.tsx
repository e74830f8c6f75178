import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Link from '@mui/material/Link';
import MoreVertRounded from '@mui/icons-material/MoreVertRounded';
import { useDraggable } from '@dnd-kit/core';
import { memo } from 'react';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import type { Deal } from '@besahubs/contracts/deals';
import { NONE, words } from '../../../components/format';
import { NameAvatar } from '../../../components/Person';
import { StatusChip } from '../../../components/StatusChip';
import { DateOnly, Money } from '../../../components/values';
import { dealStatusLooks } from '../../../domain/deals';
import { paths } from '../../../paths';
import { RotBadge } from '../RotBadge';
import { focusNeighbour } from './focus';

export const CARD_HEIGHT = 112;
/** With the gap to the next one. */
export const CARD_ROW = CARD_HEIGHT + 8;

interface CardFaceProps {
  deal: Deal;
  title: ReactNode;
  menu?: ReactNode;
  lifted?: boolean;
}

/** What a card shows: name, client and place, fee and close date, age and broker. */
export function CardFace({ deal, title, menu, lifted = false }: CardFaceProps) {
  const about = [deal.clientCompany?.name ?? deal.clientContact?.name, deal.property?.name];
  return (
    <Box
      sx={{
        height: CARD_HEIGHT,
        p: 1.25,
        borderRadius: 1,
        border: 1,
        borderColor: 'line.soft',
        bgcolor: 'background.paper',
        display: 'flex',
        flexDirection: 'column',
        '& .menu': { opacity: 0 },
        '&:has(a:focus-visible)': { outline: '2px solid', outlineColor: 'primary.main' },
        '& a': { outline: 'none !important' },
        '&:hover, &:focus-within': { borderColor: 'line.main', '& .menu': { opacity: 1 } },
        '@media (pointer: coarse)': { '& .menu': { opacity: 1 } },
        ...(lifted && { boxShadow: 'var(--bh-palette-popShadow)', borderColor: 'primary.main' }),
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', minHeight: 24 }}>
        <Box sx={{ flex: 1, minWidth: 0, fontWeight: 540, ...oneLine }}>{title}</Box>
        {menu}
      </Box>
      <Box sx={{ color: 'text.secondary', fontSize: '0.75rem', ...oneLine }}>
        {about.filter(Boolean).join(' · ') || NONE}
      </Box>
      <Box sx={{ flex: 1 }} />
      <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1 }}>
        <Box component="span" sx={{ fontWeight: 600 }}>
          <Money value={deal.grossCommission} />
        </Box>
        <Box component="span" sx={{ fontSize: '0.75rem', color: 'text.secondary', flex: 1 }}>
          {words(deal.kind)} fee
        </Box>
        <Box component="span" sx={{ fontSize: '0.75rem', color: 'text.secondary' }}>
          <DateOnly value={deal.actualCloseDate ?? deal.expectedCloseDate} />
        </Box>
      </Box>
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 0.75,
          minHeight: 24,
          fontSize: '0.75rem',
          color: 'text.secondary',
        }}
      >
        <RotBadge deal={deal} />
        {deal.status === 'on_hold' && <StatusChip look={dealStatusLooks.on_hold} />}
        <Box sx={{ flex: 1 }} />
        {deal.owner && (
          <Box title={deal.owner.name}>
            <NameAvatar name={deal.owner.name} size={20} />
          </Box>
        )}
      </Box>
    </Box>
  );
}

interface DealCardProps {
  deal: Deal;
  open: boolean;
  onOpen: (deal: Deal) => void;
  onMenu: (deal: Deal, anchor: HTMLElement) => void;
}

/** A card one can open, drag (mouse, long press, Space) and move by menu (M). */
export const DealCard = memo(function DealCard({ deal, open, onOpen, onMenu }: DealCardProps) {
  const movable = deal.abilities.update;
  const drag = useDraggable({ id: deal.id, data: { deal }, disabled: !movable });
  const { role: _role, tabIndex: _tabIndex, ...attributes } = drag.attributes;

  const click = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onOpen(deal);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (drag.isDragging) return;
    if (event.key === 'm' && movable && !event.metaKey && !event.ctrlKey) {
      event.preventDefault();
      onMenu(deal, event.currentTarget);
    } else if (focusNeighbour(event.currentTarget, event.key)) event.preventDefault();
  };
  return (
    <Box
      ref={drag.setNodeRef}
      {...drag.listeners}
      onClick={click}
      sx={{
        cursor: movable ? 'grab' : 'pointer',
        opacity: drag.isDragging ? 0.35 : 1,
        borderRadius: 1,
        outline: open ? '2px solid' : 'none',
        outlineColor: 'primary.main',
        touchAction: 'manipulation',
        userSelect: 'none',
        WebkitTouchCallout: 'none',
      }}
    >
      <CardFace
        deal={deal}
        title={
          <Link
            ref={drag.setActivatorNodeRef}
            {...attributes}
            component={RouterLink}
            to={paths.deal(deal.id)}
            color="inherit"
            underline="none"
            draggable={false}
            data-deal={deal.id}
            onKeyDown={onKeyDown}
          >
            {deal.name}
          </Link>
        }
        menu={
          movable && (
            <IconButton
              className="menu"
              size="small"
              aria-label={`Move ${deal.name} to another stage`}
              aria-haspopup="menu"
              onClick={(event) => {
                event.preventDefault();
                event.stopPropagation();
                onMenu(deal, event.currentTarget);
              }}
              sx={{ my: -0.5, mr: -0.75, '@media (pointer: coarse)': { my: -1.5 } }}
            >
              <MoreVertRounded />
            </IconButton>
          )
        }
      />
    </Box>
  );
});

const oneLine = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
