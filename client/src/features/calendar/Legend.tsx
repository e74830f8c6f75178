import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Tooltip from '@mui/material/Tooltip';
import type { CalendarAccount } from '@besahubs/contracts/calendar';
import { accountLook, providerLooks } from '../../domain/calendar';
import { AddCalendar } from './AddCalendar';
import type { AccountLook } from './shownEvents';

interface LegendProps {
  accounts: readonly CalendarAccount[];
  looks: ReadonlyMap<string, AccountLook>;
  hidden: ReadonlySet<string>;
  onToggle: (id: string) => void;
}

/** Which colour is which calendar; a click hides or shows one, and another can be added. */
export const Legend = ({ accounts, looks, hidden, onToggle }: LegendProps) => (
  <Box
    role="group"
    aria-label="Calendars"
    sx={{ display: 'flex', gap: 1, px: { xs: 2, sm: 3 }, pb: 1, overflowX: 'auto', scrollbarWidth: 'none' }}
  >
    {accounts.map((account) => (
      <Entry
        key={account.id}
        account={account}
        color={looks.get(account.id)?.color ?? ''}
        shown={!hidden.has(account.id)}
        onToggle={() => onToggle(account.id)}
      />
    ))}
    <AddCalendar />
  </Box>
);

interface EntryProps {
  account: CalendarAccount;
  color: string;
  shown: boolean;
  onToggle: () => void;
}
function Entry({ account, color, shown, onToggle }: EntryProps) {
  const { name } = providerLooks[account.provider];
  const look = accountLook(account);
  return (
    <Tooltip title={`${shown ? 'Hide' : 'Show'} ${account.email} (${name})`}>
      <ButtonBase
        aria-pressed={shown}
        aria-label={`${account.email}, ${name}`}
        onClick={onToggle}
        sx={{
          flexShrink: 0,
          gap: 0.75,
          px: 0.75,
          minHeight: 24,
          '@media (pointer: coarse)': { minHeight: 44 },
          borderRadius: 1,
          fontSize: '0.75rem',
          color: shown ? 'text.primary' : 'text.secondary',
          '&:hover': { bgcolor: 'surface.hover' },
        }}
      >
        <Box
          aria-hidden
          sx={{
            width: 12,
            height: 12,
            borderRadius: 0.5,
            border: '2px solid',
            borderColor: color,
            bgcolor: shown ? color : 'transparent',
          }}
        />
        <Box component="span" sx={{ textDecoration: shown ? 'none' : 'line-through' }}>
          {account.email}
        </Box>
        {look.tone !== 'success' && (
          <look.icon aria-label={look.label} sx={{ fontSize: 16, color: `${look.tone}.main` }} />
        )}
      </ButtonBase>
    </Tooltip>
  );
}
