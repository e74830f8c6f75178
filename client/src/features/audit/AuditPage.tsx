import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import type { Role } from '@besahubs/contracts/common';
import { useSearchParams } from 'react-router-dom';
import { agents } from '../../api/agents';
import { auditList } from '../../api/audit';
import { useMe } from '../../api/session';
import { FilterBar } from '../../components/list/FilterBar';
import { ListCards } from '../../components/list/ListCards';
import { ListEmpty, LoadError, PastTheEnd } from '../../components/list/ListEmpty';
import { ListFooter } from '../../components/list/ListFooter';
import { ListSkeleton } from '../../components/list/ListSkeleton';
import { SearchField } from '../../components/list/SearchField';
import type { Filter } from '../../components/list/types';
import { useListState } from '../../components/list/useListState';
import { NameAvatar } from '../../components/Person';
import { Ago } from '../../components/values';
import { actionOptions, actionText, authOptions, resourceOptions, resourceText } from '../../domain/audit';
import { useDelayed, useDocumentTitle, useIsPhone } from '../../hooks/ui';
import { AuditTable } from './AuditTable';
import { EntryDrawer } from './EntryDrawer';

const days: Filter = { kind: 'days', label: 'Time', fromKey: 'from', toKey: 'to', instant: true };
const signIns: readonly Filter[] = [
  { kind: 'options', key: 'action', label: 'Action', options: authOptions },
  days,
];
const everything: readonly Filter[] = [
  { kind: 'record', key: 'actorId', label: 'Who', source: agents },
  { kind: 'options', key: 'action', label: 'Action', options: actionOptions },
  { kind: 'options', key: 'resource', label: 'About', options: resourceOptions, single: true },
  days,
];

const SCOPES: Record<Role, string> = {
  admin: 'Everything that was changed in the firm: by whom, when and from where.',
  manager: 'What your teams changed, and what you did yourself.',
  agent: 'Your own sign-ins and sign-outs. One you do not know? Change your password and tell an admin.',
};

/** Who did what, when; as far as one's role sees it. The whole state is in the URL, the open entry too. */
export function Component() {
  useDocumentTitle('Audit log');
  const { role } = useMe();
  const phone = useIsPhone();
  const filters = role === 'agent' ? signIns : everything;
  const list = useListState(filters, '-createdAt');
  const { state } = list;
  const page = useQuery(auditList(list.query));
  const stale = useDelayed(page.isPlaceholderData);
  const href = useEntryHref();
  const rows = page.data?.items ?? [];
  const filtered = state.q !== '' || Object.keys(state.filters).length > 0;

  const body = () => {
    if (page.isPending) return <ListSkeleton cards={phone} />;
    if (!page.data) return <LoadError error={page.error} onRetry={() => void page.refetch()} />;
    if (!rows.length && page.data.total > 0) {
      return <PastTheEnd onLast={() => list.change({ page: Math.ceil(page.data.total / state.pageSize) })} />;
    }
    if (!rows.length) {
      const texts = { noun: 'entries', why: 'What people do from now on is written down here.' };
      return <ListEmpty texts={texts} filtered={filtered} onClear={list.clearFilters} action={null} />;
    }
    if (!phone)
      return (
        <AuditTable rows={rows} href={href} sort={state.sort} onSort={(sort) => list.change({ sort })} />
      );
    return (
      <ListCards
        rows={rows}
        href={href}
        card={(entry) => ({
          lead: <NameAvatar name={entry.actor?.name ?? 'BesaHubs'} size={36} />,
          title: actionText(entry.action),
          subtitle: [
            ...new Set([entry.actor?.name ?? 'BesaHubs', entry.record?.name ?? aboutText(entry.resource)]),
          ]
            .filter(Boolean)
            .join(' · '),
          meta: <Ago value={entry.createdAt} />,
        })}
      />
    );
  };

  return (
    <Box sx={{ pt: 2 }}>
      <Typography sx={{ color: 'text.secondary', mb: 1.5, textWrap: 'pretty' }}>{SCOPES[role]}</Typography>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, pb: 1 }}>
        <SearchField
          value={state.q}
          onChange={(q) => list.change({ q })}
          placeholder="Action, address or request id"
        />
        <FilterBar
          filters={filters}
          values={state.filters}
          onChange={list.change}
          onClear={list.clearFilters}
        />
      </Box>
      <Box sx={{ position: 'relative', borderTop: 1, borderColor: 'divider', mx: { xs: -2, sm: 0 } }}>
        {stale && (
          <LinearProgress sx={{ position: 'absolute', insetInline: 0, top: 0, height: 2, zIndex: 2 }} />
        )}
        <Box aria-busy={page.isFetching} sx={{ opacity: stale ? 0.7 : 1 }}>
          {body()}
        </Box>
        <ListFooter
          page={state.page}
          pageSize={state.pageSize}
          total={page.data?.total ?? 0}
          shown={rows.length}
          onPage={(next) => list.change({ page: next })}
          onPageSize={(size) => list.change({ pageSize: size })}
        />
      </Box>
      {state.peek && <EntryDrawer id={state.peek} onClose={() => list.openPeek(null)} />}
    </Box>
  );
}

const aboutText = (resource: string | null) => resource && resource !== 'agents' && resourceText(resource);

/** The address of an entry, with the filters as they are. */
function useEntryHref(): (id: string) => string {
  const [params] = useSearchParams();
  return (id) => {
    const next = new URLSearchParams(params);
    next.set('peek', id);
    return `?${next.toString()}`;
  };
}
