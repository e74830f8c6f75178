import { dealInput } from '@besahubs/contracts/deals';
import type { Deal } from '@besahubs/contracts/deals';
import { deals } from '../../api/deals';
import { words } from '../../components/format';
import type { RecordViewDef } from '../../components/record/types';
import { StatusChip } from '../../components/StatusChip';
import { Person } from '../../components/Person';
import { DateOnly, Money, RefLink } from '../../components/values';
import { dealStatusLooks } from '../../domain/deals';
import { paths } from '../../paths';
import { DealActions } from './DealActions';
import { dealGroups } from './dealFacts';
import { DealMark } from './DealMark';
import { DealMenu } from './DealMenu';
import { MembersTab } from './MembersTab';
import { RotBadge } from './RotBadge';
import { SplitsTab } from './splits/SplitsTab';
import { StageHistory } from './StageHistory';
import { StageStepper } from './StageStepper';

/** How a deal is shown, beside the list or board and on its page. */
export const dealView: RecordViewDef<Deal> = {
  resource: deals,
  form: 'deals',
  listPath: paths.deals,
  schema: dealInput,
  lead: (deal) => <DealMark kind={deal.kind} size={40} />,
  subtitle: (deal) => (
    <>
      {words(deal.kind)}, for {deal.representation === 'dual' ? 'both sides' : `the ${deal.representation}`}
      {deal.property && ' · '}
      {deal.property && <RefLink value={deal.property} to={paths.property} />}
    </>
  ),
  chips: (deal) => (
    <>
      {deal.status === 'on_hold' && <StatusChip look={dealStatusLooks.on_hold} />}
      <RotBadge deal={deal} quiet />
    </>
  ),
  banner: (deal) => <StageStepper deal={deal} />,
  actions: (deal) => <DealActions deal={deal} />,
  menu: (deal, close) => <DealMenu deal={deal} close={close} />,
  keyFacts: [
    {
      label: 'Value',
      show: (deal) => <Money value={deal.value} />,
    },
    { label: 'Gross fee', show: (deal) => <Money value={deal.grossCommission} /> },
    { label: 'Weighted fee', show: (deal) => <Money value={deal.weightedCommission} /> },
    {
      label: 'Close',
      show: (deal) => <DateOnly value={deal.actualCloseDate ?? deal.expectedCloseDate} />,
    },
    {
      label: 'Client',
      show: (deal) =>
        deal.clientContact ? (
          <RefLink value={deal.clientContact} to={paths.contact} />
        ) : (
          <RefLink value={deal.clientCompany} to={paths.company} />
        ),
    },
    { label: 'Broker', show: (deal) => <Person value={deal.owner} /> },
  ],
  groups: dealGroups,
  tabs: [
    { key: 'splits', label: 'Commission splits', order: 40, render: (deal) => <SplitsTab deal={deal} /> },
    { key: 'history', label: 'Stage history', order: 50, render: (deal) => <StageHistory deal={deal} /> },
    { key: 'team', label: 'Team', order: 60, render: (deal) => <MembersTab deal={deal} /> },
  ],
};
