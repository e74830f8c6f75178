import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { Deal } from '@besahubs/contracts/deals';
import { agents } from '../../api/agents';
import { companies } from '../../api/companies';
import { contacts } from '../../api/contacts';
import { deals } from '../../api/deals';
import { properties } from '../../api/properties';
import { useCan } from '../../api/session';
import { NONE, words } from '../../components/format';
import { ResourceList } from '../../components/list/ResourceList';
import type { Column, Filter } from '../../components/list/types';
import { Person } from '../../components/Person';
import { RecordView } from '../../components/record/RecordView';
import { StatusChip } from '../../components/StatusChip';
import { Ago, DateOnly, Money, Percent, RefLink } from '../../components/values';
import {
  dealKindOptions,
  dealStageLooks,
  dealStageOptions,
  dealStatusLooks,
  representationOptions,
} from '../../domain/deals';
import { toOptions } from '../../domain/options';
import { paths } from '../../paths';
import { BoardPage } from './board/BoardPage';
import { DealMark } from './DealMark';
import { dealView } from './dealView';
import { NewDealButton } from './NewDealButton';
import { RotBadge } from './RotBadge';
import { useDealsView, ViewSwitch } from './ViewSwitch';

const columns: readonly Column<Deal>[] = [
  {
    key: 'name',
    label: 'Deal',
    sort: 'name',
    flex: 3,
    width: 250,
    render: (row) => (
      <Box
        component="span"
        sx={{ display: 'flex', height: '100%', alignItems: 'center', gap: 1, minWidth: 0 }}
      >
        <DealMark kind={row.kind} size={22} />
        <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
          {row.name}
        </Box>
      </Box>
    ),
  },
  {
    key: 'stage',
    label: 'Stage',
    sort: 'stage',
    width: 196,
    render: (row) => <StatusChip look={dealStageLooks[row.stage]} />,
  },
  {
    key: 'age',
    label: 'In stage',
    sort: 'stageEnteredAt',
    width: 80,
    align: 'right',
    render: (row) => <RotBadge deal={row} />,
  },
  {
    key: 'client',
    label: 'Client',
    width: 150,
    render: (row) =>
      row.clientCompany ? (
        <RefLink value={row.clientCompany} to={paths.company} />
      ) : (
        <RefLink value={row.clientContact} to={paths.contact} />
      ),
  },
  {
    key: 'property',
    label: 'Property',
    width: 170,
    hidden: true,
    render: (row) => <RefLink value={row.property} to={paths.property} />,
  },
  {
    key: 'value',
    label: 'Value',
    sort: 'value',
    width: 92,
    align: 'right',
    render: (row) => <Money value={row.value} />,
  },
  {
    key: 'grossCommission',
    label: 'Gross fee',
    sort: 'grossCommission',
    width: 92,
    align: 'right',
    render: (row) => <Money value={row.grossCommission} />,
  },
  {
    key: 'weightedCommission',
    label: 'Weighted',
    sort: 'weightedCommission',
    width: 92,
    align: 'right',
    render: (row) => <Money value={row.weightedCommission} />,
  },
  {
    key: 'probability',
    label: 'Probability',
    sort: 'probability',
    width: 96,
    align: 'right',
    hidden: true,
    render: (row) => <Percent value={row.probability} />,
  },
  {
    key: 'expectedCloseDate',
    label: 'Expected close',
    sort: 'expectedCloseDate',
    width: 116,
    render: (row) => <DateOnly value={row.expectedCloseDate} />,
  },
  {
    key: 'actualCloseDate',
    label: 'Closed',
    sort: 'actualCloseDate',
    width: 116,
    hidden: true,
    render: (row) => <DateOnly value={row.actualCloseDate} />,
  },
  {
    key: 'status',
    label: 'Status',
    width: 104,
    hidden: true,
    render: (row) => <StatusChip look={dealStatusLooks[row.status]} />,
  },
  {
    key: 'representation',
    label: 'We represent',
    width: 116,
    hidden: true,
    render: (row) => words(row.representation),
  },
  { key: 'source', label: 'Source', width: 120, hidden: true, render: (row) => row.source ?? NONE },
  { key: 'owner', label: 'Broker', width: 140, render: (row) => <Person value={row.owner} /> },
  {
    key: 'updatedAt',
    label: 'Changed',
    sort: 'updatedAt',
    width: 110,
    hidden: true,
    render: (row) => <Ago value={row.updatedAt} />,
  },
];

const filters: readonly Filter[] = [
  { kind: 'boolean', key: 'open', label: 'Open', yes: 'Open', no: 'Closed' },
  { kind: 'options', key: 'stage', label: 'Stage', options: dealStageOptions },
  { kind: 'options', key: 'kind', label: 'Kind', options: dealKindOptions },
  { kind: 'record', key: 'ownerId', label: 'Broker', source: agents, me: true },
  { kind: 'range', label: 'Value', minKey: 'valueMin', maxKey: 'valueMax', unit: '$' },
  { kind: 'days', label: 'Expected close', fromKey: 'expectedCloseFrom', toKey: 'expectedCloseTo' },
  {
    kind: 'options',
    key: 'status',
    label: 'Status',
    options: toOptions(['active', 'on_hold', 'won', 'lost']),
  },
  { kind: 'options', key: 'representation', label: 'We represent', options: representationOptions },
  { kind: 'record', key: 'clientContactId', label: 'Client', source: contacts },
  { kind: 'record', key: 'clientCompanyId', label: 'Client company', source: companies },
  { kind: 'record', key: 'propertyId', label: 'Property', source: properties },
];

/** Deals as a table or, with `?view=board`, as a pipeline. */
export function Component() {
  const [view] = useDealsView();
  return view === 'board' ? <BoardPage /> : <DealList />;
}

function DealList() {
  const can = useCan();
  return (
    <ResourceList<Deal>
      resource={deals}
      title="Deals"
      columns={columns}
      filters={filters}
      defaultSort="-updatedAt"
      href={paths.deal}
      peek={(id) => <RecordView {...dealView} id={id} variant="peek" key={id} />}
      card={(row) => ({
        lead: <DealMark kind={row.kind} size={36} />,
        title: row.name,
        subtitle: (
          <>
            <Money value={row.grossCommission} /> fee ·{' '}
            {row.clientCompany?.name ?? row.clientContact?.name ?? NONE}
          </>
        ),
        meta: <StatusChip look={dealStageLooks[row.stage]} />,
      })}
      empty={{
        noun: 'deals',
        why: 'A deal starts with a client or a property, and moves from stage to stage until it closes.',
      }}
      secondaryActions={<ViewSwitch />}
      primaryAction={<NewDealButton />}
      {...(can('deals.delete') && {
        bulkActions: (ids: readonly string[], done: () => void) => (
          <Button color="error" onClick={() => void deals.removeMany(ids).then(done)}>
            Delete
          </Button>
        ),
      })}
    />
  );
}
