import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import AddRounded from '@mui/icons-material/AddRounded';
import ContactsOutlined from '@mui/icons-material/ContactsOutlined';
import { Link } from 'react-router-dom';
import type { Campaign } from '@besahubs/contracts/campaigns';
import { agents } from '../../api/agents';
import { campaigns } from '../../api/campaigns';
import { lists } from '../../api/lists';
import { NONE, number, percent, words } from '../../components/format';
import { ResourceList } from '../../components/list/ResourceList';
import type { Column, Filter } from '../../components/list/types';
import { Person } from '../../components/Person';
import { RecordView } from '../../components/record/RecordView';
import { useOpenForm } from '../../components/slots';
import { StatusChip } from '../../components/StatusChip';
import { Ago, DateTime, Num, RefLink } from '../../components/values';
import { campaignStatusLooks, campaignStatusOptions, campaignTypeOptions } from '../../domain/campaigns';
import { paths } from '../../paths';
import { campaignView } from './campaignView';
import { rateOf } from './rates';

const rate = (part: (campaign: Campaign) => number) => (campaign: Campaign) => (
  <span className="num">{percent(rateOf(part(campaign), campaign.counters.delivered))}</span>
);

const columns: readonly Column<Campaign>[] = [
  {
    key: 'name',
    label: 'Name',
    sort: 'name',
    flex: 2,
    width: 220,
    render: (row) => <Box sx={{ fontWeight: 540 }}>{row.name}</Box>,
  },
  {
    key: 'status',
    label: 'Status',
    sort: 'status',
    width: 160,
    render: (row) => <StatusChip look={campaignStatusLooks[row.status]} />,
  },
  { key: 'type', label: 'Type', sort: 'type', width: 130, render: (row) => words(row.type) },
  {
    key: 'recipients',
    label: 'Recipients',
    width: 100,
    align: 'right',
    render: (row) => <Num value={row.counters.recipients} />,
  },
  {
    key: 'delivered',
    label: 'Delivered',
    width: 100,
    align: 'right',
    render: (row) => <Num value={row.counters.delivered} />,
  },
  { key: 'opened', label: 'Opened', width: 90, align: 'right', render: rate((row) => row.counters.opened) },
  {
    key: 'clicked',
    label: 'Clicked',
    width: 90,
    align: 'right',
    render: rate((row) => row.counters.clicked),
  },
  {
    key: 'bounced',
    label: 'Bounced',
    width: 90,
    align: 'right',
    hidden: true,
    render: (row) => <Num value={row.counters.bounced} />,
  },
  {
    key: 'unsubscribed',
    label: 'Unsubscribed',
    width: 110,
    align: 'right',
    hidden: true,
    render: (row) => <Num value={row.counters.unsubscribed} />,
  },
  {
    key: 'sentAt',
    label: 'Sent',
    sort: 'sentAt',
    width: 110,
    render: (row) => <Ago value={row.sentAt} />,
  },
  {
    key: 'scheduledAt',
    label: 'Scheduled for',
    sort: 'scheduledAt',
    width: 170,
    hidden: true,
    render: (row) => <DateTime value={row.scheduledAt} />,
  },
  {
    key: 'list',
    label: 'List',
    width: 150,
    hidden: true,
    render: (row) => <RefLink value={row.list} to={paths.list} />,
  },
  { key: 'owner', label: 'Owner', width: 150, render: (row) => <Person value={row.owner} /> },
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
  { kind: 'options', key: 'status', label: 'Status', options: campaignStatusOptions },
  { kind: 'options', key: 'type', label: 'Type', options: campaignTypeOptions },
  { kind: 'record', key: 'ownerId', label: 'Owner', source: agents, me: true },
  { kind: 'record', key: 'listId', label: 'List', source: lists },
];

const sentLine = ({ counters }: Campaign): string =>
  counters.delivered ? `${number(counters.delivered)} delivered, ${number(counters.opened)} opened` : NONE;

export function Component() {
  const openForm = useOpenForm();
  return (
    <ResourceList<Campaign>
      resource={campaigns}
      title="Campaigns"
      columns={columns}
      filters={filters}
      defaultSort="-updatedAt"
      href={paths.campaign}
      peek={(id) => <RecordView {...campaignView} id={id} variant="peek" key={id} />}
      card={(row) => ({
        title: row.name,
        subtitle: sentLine(row),
        meta: <StatusChip look={campaignStatusLooks[row.status]} />,
      })}
      empty={{
        noun: 'campaigns',
        why: 'Send a property or some news to many contacts at once, and see who opens and clicks.',
      }}
      primaryAction={
        <>
          <Button component={Link} to={paths.lists} color="inherit" startIcon={<ContactsOutlined />}>
            Lists
          </Button>
          <Button variant="contained" startIcon={<AddRounded />} onClick={() => openForm('campaigns')}>
            New campaign
          </Button>
        </>
      }
    />
  );
}
