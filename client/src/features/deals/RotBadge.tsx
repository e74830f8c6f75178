import HourglassBottomRounded from '@mui/icons-material/HourglassBottomRounded';
import Tooltip from '@mui/material/Tooltip';
import type { Deal } from '@besahubs/contracts/deals';
import { plural } from '../../components/format';
import { StatusChip } from '../../components/StatusChip';
import { useNow } from '../../hooks/zone';
import { daysInStage, isRotting } from './ageing';

interface RotBadgeProps {
  deal: Deal;
  /** Nothing at all while the deal moves. */
  quiet?: boolean;
}

/** How long a deal has stood in its stage; loud only when that is too long. */
export function RotBadge({ deal, quiet = false }: RotBadgeProps) {
  const now = useNow();
  const days = daysInStage(deal, now);
  if (!isRotting(deal, now)) {
    if (quiet) return null;
    return (
      <span className="num" title={`${plural(days, 'day')} in this stage`}>
        {days} d
      </span>
    );
  }
  return (
    <Tooltip title={`Has not moved for ${plural(days, 'day')}`}>
      <span>
        <StatusChip look={{ label: `${days} d`, tone: 'warning', icon: HourglassBottomRounded }} />
      </span>
    </Tooltip>
  );
}
