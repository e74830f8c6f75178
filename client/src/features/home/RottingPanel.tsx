import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import type { Home } from '@besahubs/contracts/home';
import { plural } from '../../components/format';
import { Section } from '../../components/Page';
import { StatusChip } from '../../components/StatusChip';
import { DateOnly, Money } from '../../components/values';
import { dealStageLooks } from '../../domain/deals';
import { paths } from '../../paths';
import { HomeRow, Quiet, Rows } from './rows';

/** Deals that have stood still for too long. */
export function RottingPanel({ deals, withOwner }: { deals: Home['rottingDeals']; withOwner: boolean }) {
  return (
    <Section
      title="Deals standing still"
      action={
        <Button component={Link} to={paths.deals}>
          Pipeline
        </Button>
      }
    >
      {deals.length === 0 && <Quiet>Every open deal is moving.</Quiet>}
      <Rows>
        {deals.map((deal) => (
          <HomeRow
            key={deal.id}
            to={paths.deal(deal.id)}
            title={deal.name}
            subtitle={
              <>
                {withOwner && deal.owner && `${deal.owner.name} · `}
                {plural(deal.daysInStage, 'day')} in stage · closes{' '}
                <DateOnly value={deal.expectedCloseDate} /> · weighted{' '}
                <Money value={deal.weightedCommission} />
              </>
            }
            meta={<StatusChip look={dealStageLooks[deal.stage]} />}
          />
        ))}
      </Rows>
    </Section>
  );
}
