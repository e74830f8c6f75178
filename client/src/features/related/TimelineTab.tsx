import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import HistoryRounded from '@mui/icons-material/HistoryRounded';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Activity } from '@besahubs/contracts/activities';
import { timelinePages } from '../../api/activities';
import { dayName } from '../../components/days';
import { EmptyState } from '../../components/EmptyState';
import { LoadError } from '../../components/list/ListEmpty';
import { linkOf } from '../../domain/activities';
import type { RecordTabProps } from '../../feature';
import { useNow, useZone } from '../../hooks/zone';
import { QuickNote } from './QuickNote';
import { TimelineItem } from './TimelineItem';

/** Everything that happened with a record, newest first, by day; a note can be added on top. */
export default function TimelineTab({ resource, id, name }: RecordTabProps) {
  const link = linkOf(resource, id);
  const pages = useInfiniteQuery(timelinePages(link));
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Box sx={{ pt: 2 }}>
      <QuickNote link={link} />
      {pages.isError && !pages.data && (
        <LoadError compact error={pages.error} onRetry={() => void pages.refetch()} />
      )}
      {pages.data && items.length === 0 && (
        <EmptyState
          compact
          icon={HistoryRounded}
          title="Nothing has happened yet"
          text={`Calls, notes, meetings and mails with ${name} gather here.`}
        />
      )}
      <Days items={items} resource={resource} />
      {pages.hasNextPage && (
        <Button onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
          Show older
        </Button>
      )}
    </Box>
  );
}

function Days({ items, resource }: { items: readonly Activity[]; resource: string }) {
  const zone = useZone();
  const now = useNow();
  const days = new Map<string, Activity[]>();
  for (const item of items) {
    const day = item.pinned ? 'Pinned' : dayName(item.occurredAt, zone, now);
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return [...days].map(([day, entries]) => (
    <Box key={day} component="section" aria-label={day} sx={{ mb: 2 }}>
      <Box sx={{ color: 'text.secondary', fontSize: '0.75rem', fontWeight: 540, py: 0.5 }}>{day}</Box>
      {entries.map((item) => (
        <TimelineItem key={item.id} item={item} resource={resource} />
      ))}
    </Box>
  ));
}
