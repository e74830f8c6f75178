import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Fab from '@mui/material/Fab';
import LinearProgress from '@mui/material/LinearProgress';
import AddRounded from '@mui/icons-material/AddRounded';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { CalendarAccount } from '@besahubs/contracts/calendar';
import { calendarEvents, useSync } from '../../api/calendar';
import type { EventTimes } from '../../api/calendar';
import { relative } from '../../components/dates';
import { LoadError } from '../../components/list/ListEmpty';
import { PageHeader } from '../../components/Page';
import { useOpenForm } from '../../components/slots';
import { accountColor } from '../../domain/calendar';
import { useHotkey } from '../../hooks/hotkeys';
import { useDelayed, useIsPhone } from '../../hooks/ui';
import { useNow, useZone } from '../../hooks/zone';
import { Banners } from './Banners';
import { CalendarGrid } from './CalendarGrid';
import { parseCalendar, spanOf, todayIn, writeCalendar } from './calendarState';
import type { CalendarChange } from './calendarState';
import { EventPanel } from './EventPanel';
import { Legend } from './Legend';
import type { AccountLook } from './shownEvents';
import { SyncButton } from './SyncButton';
import { Toolbar } from './Toolbar';
import { useMove } from './useMove';

/** The oldest of the last syncs: everything shown is at least as fresh. */
const lastSync = (accounts: readonly CalendarAccount[]): string | null =>
  accounts.flatMap(({ lastSyncAt }) => lastSyncAt ?? []).sort()[0] ?? null;

/** View, day, hidden calendars and the open event, kept in the URL. */
function useCalendarState() {
  const zone = useZone();
  const today = todayIn(zone, useNow());
  const phone = useIsPhone();
  const [params, setParams] = useSearchParams();
  const state = parseCalendar(params, { view: phone ? 'agenda' : 'week', today });
  const { hide } = state;
  const hidden = useMemo(() => new Set(hide.split(',').filter(Boolean)), [hide]);
  const change = (what: CalendarChange) =>
    setParams((current) => writeCalendar(current, what), { replace: 'event' in what });
  const toggle = (id: string) => {
    const next = new Set(hidden);
    if (!next.delete(id)) next.add(id);
    change({ hide: [...next].join() });
  };
  return { ...state, hidden, today, change, toggle };
}

/** At least one calendar is connected. */
export function ConnectedCalendar({ accounts }: { accounts: readonly CalendarAccount[] }) {
  const zone = useZone();
  const phone = useIsPhone();
  const openForm = useOpenForm();
  const sync = useSync();
  const move = useMove();
  const { view, date, hidden, event: open, today, change, toggle } = useCalendarState();
  const events = useQuery(calendarEvents(spanOf(view, date, zone)));
  const loading = useDelayed(events.isFetching && (events.isPending || events.isPlaceholderData));
  const looks = useMemo(
    () =>
      new Map<string, AccountLook>(
        accounts.map(({ id, email }, index) => [id, { email, color: accountColor(index) }]),
      ),
    [accounts],
  );
  const shown = useMemo(
    () => (events.data ?? []).filter((event) => !hidden.has(event.accountId)),
    [events.data, hidden],
  );
  const create = (times?: EventTimes) => openForm('calendar-events', { defaults: { ...times } });
  useHotkey({ keys: 'n', label: 'New event', group: 'Calendar', run: () => create() });

  return (
    <Box sx={{ display: 'flex', height: '100%' }}>
      <Box sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}>
        <PageHeader
          title="Calendar"
          context={<Context accounts={accounts} />}
          actions={
            <>
              <SyncButton accounts={accounts} />
              {!phone && (
                <Button variant="contained" startIcon={<AddRounded />} onClick={() => create()}>
                  New event
                </Button>
              )}
            </>
          }
        />
        <Banners accounts={accounts} onRetry={(id) => sync.mutate([id])} />
        <Toolbar view={view} date={date} today={today} onChange={change} />
        <Legend accounts={accounts} looks={looks} hidden={hidden} onToggle={toggle} />
        <Box sx={{ flex: 1, minHeight: 0, position: 'relative', borderTop: 1, borderColor: 'divider' }}>
          {loading && (
            <LinearProgress
              aria-label="Loading events"
              sx={{ position: 'absolute', insetInline: 0, top: 0, height: 2, zIndex: 5 }}
            />
          )}
          {events.isError && !events.data ? (
            <LoadError error={events.error} onRetry={() => void events.refetch()} />
          ) : (
            <CalendarGrid
              view={view}
              date={date}
              events={shown}
              looks={looks}
              open={open}
              onOpen={(id) => change({ event: id })}
              onDay={(day) => change({ view: 'day', date: day })}
              onDraw={create}
              onMove={move}
            />
          )}
        </Box>
      </Box>
      {open && <EventPanel key={open} id={open} looks={looks} onClose={() => change({ event: null })} />}
      {phone && (
        <Fab
          color="primary"
          aria-label="New event"
          onClick={() => create()}
          sx={{ position: 'absolute', right: 16, bottom: 16, boxShadow: 'none', zIndex: 2 }}
        >
          <AddRounded />
        </Fab>
      )}
    </Box>
  );
}

function Context({ accounts }: { accounts: readonly CalendarAccount[] }) {
  const zone = useZone();
  const now = useNow();
  const last = lastSync(accounts);
  const place = zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;
  return (
    <>
      {`${place} time`}
      {last && ` · synced ${relative(last, now)}`}
    </>
  );
}
