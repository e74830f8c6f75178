import Button from '@mui/material/Button';
import AddRounded from '@mui/icons-material/AddRounded';
import type { Deal } from '@besahubs/contracts/deals';
import { deals } from '../../api/deals';
import { RelatedList } from '../../components/record/RelatedList';
import { useOpenForm } from '../../components/slots';
import { StatusChip } from '../../components/StatusChip';
import { DateOnly, Money } from '../../components/values';
import { dealStageLooks } from '../../domain/deals';
import type { RecordTabProps } from '../../feature';
import { paths } from '../../paths';

const LINKS: Record<string, string> = {
  contacts: 'clientContactId',
  companies: 'clientCompanyId',
  properties: 'propertyId',
  agents: 'ownerId',
};

/** The deals of a contact, company or property, or those an agent owns. */
export default function DealsTab({ resource, id, name }: RecordTabProps) {
  const openForm = useOpenForm();
  const agent = resource === 'agents';
  const link = { [LINKS[resource] ?? 'propertyId']: id };
  return (
    <RelatedList<Deal>
      query={deals.list({ ...link, sort: '-updatedAt', pageSize: 25 })}
      noun={['deal', 'deals']}
      emptyText={
        agent
          ? `None that you may see and ${name} owns.`
          : `A deal with ${name} starts with a name and a side.`
      }
      allPath={`${paths.deals}?${new URLSearchParams(link).toString()}`}
      action={
        agent ? null : (
          <Button startIcon={<AddRounded />} onClick={() => openForm('deals', { defaults: link })}>
            New deal
          </Button>
        )
      }
      row={(deal) => ({
        to: paths.deal(deal.id),
        title: deal.name,
        subtitle: (
          <>
            Closes <DateOnly value={deal.expectedCloseDate} /> · Fee <Money value={deal.grossCommission} />
          </>
        ),
        meta: <StatusChip look={dealStageLooks[deal.stage]} />,
      })}
    />
  );
}
