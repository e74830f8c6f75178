import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import WarningAmberRounded from '@mui/icons-material/WarningAmberRounded';
import type { Property } from '@besahubs/contracts/properties';
import { percent } from '../../components/format';

/** The cap rate, with a warning when NOI ÷ price says something else. */
export function CapRate({ property }: { property: Property }) {
  const shown = property.capRate ?? property.impliedCapRate;
  if (!property.capRateWarning) return <span className="num">{percent(shown)}</span>;
  const text = `NOI ÷ asking price gives ${percent(property.impliedCapRate)}`;
  return (
    <Tooltip title={text}>
      <Box component="span" className="num" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5 }}>
        {percent(shown)}
        <WarningAmberRounded titleAccess={text} sx={{ fontSize: 16, color: 'warning.main' }} />
      </Box>
    </Tooltip>
  );
}
