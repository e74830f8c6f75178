import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import Typography from '@mui/material/Typography';
import DoneAllRounded from '@mui/icons-material/DoneAllRounded';
import NotificationsNoneRounded from '@mui/icons-material/NotificationsNoneRounded';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router-dom';
import { notificationPages, unreadCount, useMarkAllRead } from '../../api/notifications';
import { EmptyState } from '../../components/EmptyState';
import { plural } from '../../components/format';
import { LoadError } from '../../components/list/ListEmpty';
import { ListSkeleton } from '../../components/list/ListSkeleton';
import { Page } from '../../components/Page';
import { useNow, useZone } from '../../hooks/zone';
import { byDay } from './byDay';
import { NotificationItem } from './NotificationItem';

/** Everything that was told to this user, by day; `?show=unread` leaves out what was read. */
export function Component() {
  const [params, setParams] = useSearchParams();
  const unread = params.get('show') === 'unread';
  const count = useQuery(unreadCount).data?.unread;
  const markAll = useMarkAllRead();
  return (
    <Page
      narrow
      title="Notifications"
      context={count === undefined ? '' : count ? plural(count, 'unread', 'unread') : 'All read'}
      actions={
        <Button
          variant="outlined"
          color="inherit"
          startIcon={<DoneAllRounded />}
          disabled={!count}
          onClick={() => markAll.mutate()}
        >
          Mark all as read
        </Button>
      }
    >
      <Tabs
        value={unread ? 'unread' : 'all'}
        onChange={(_event, tab: string) => setParams(tab === 'unread' ? { show: tab } : {})}
        aria-label="Which notifications"
        sx={{ borderBottom: 1, borderColor: 'divider', mx: -1.5 }}
      >
        <Tab value="all" label="All" />
        <Tab value="unread" label="Unread" />
      </Tabs>
      <Days unread={unread} onShowAll={() => setParams({})} />
    </Page>
  );
}

function Days({ unread, onShowAll }: { unread: boolean; onShowAll: () => void }) {
  const zone = useZone();
  const now = useNow();
  const pages = useInfiniteQuery(notificationPages(unread));
  if (pages.isPending) return <ListSkeleton cards />;
  if (!pages.data) return <LoadError error={pages.error} onRetry={() => void pages.refetch()} />;
  const items = pages.data.pages.flatMap((page) => page.items);
  if (!items.length) {
    return (
      <EmptyState
        icon={NotificationsNoneRounded}
        title={unread ? 'You are all caught up' : 'No notifications yet'}
        text="Tasks somebody gives you, records shared with you and answers about your campaigns appear here."
        action={
          unread && (
            <Button variant="outlined" onClick={onShowAll}>
              Show all
            </Button>
          )
        }
      />
    );
  }
  return (
    <>
      {byDay(items, zone, now).map((day) => (
        <Box component="section" aria-label={day.name} key={day.name} sx={{ mt: 2 }}>
          <Typography
            variant="body2"
            component="h2"
            sx={{ color: 'text.secondary', fontWeight: 540, py: 0.5 }}
          >
            {day.name}
          </Typography>
          <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
            {day.items.map((item) => (
              <NotificationItem key={item.id} item={item} />
            ))}
          </Box>
        </Box>
      ))}
      {pages.hasNextPage && (
        <Button sx={{ mt: 2 }} onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
          Show older
        </Button>
      )}
    </>
  );
}
