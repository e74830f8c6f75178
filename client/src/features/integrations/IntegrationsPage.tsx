import { useQuery } from '@tanstack/react-query';
import { integrations } from '../../api/integrations';
import { useCan, useMe } from '../../api/session';
import { LoadError } from '../../components/list/ListEmpty';
import { ListSkeleton } from '../../components/list/ListSkeleton';
import { useDocumentTitle } from '../../hooks/ui';
import { Calendars } from './Calendars';
import { FeatureFlags } from './FeatureFlags';
import { Sendgrid } from './Sendgrid';
import { StandIns } from './StandIns';

/** What BesaHubs is connected to: calendars, e-mail, and the features that are switched on. */
export function Component() {
  useDocumentTitle('Integrations');
  const { flags } = useMe();
  const can = useCan();
  const { data, error, isPending, refetch } = useQuery(integrations);
  if (isPending) return <ListSkeleton cards />;
  if (!data) return <LoadError error={error} onRetry={() => void refetch()} />;
  return (
    <>
      {flags.calendar && <Calendars providers={data.calendars} />}
      {flags.sendgrid && can('integrations.read') && <Sendgrid />}
      <FeatureFlags flags={data.flags} />
      {data.standIns.length > 0 && <StandIns pages={data.standIns} />}
    </>
  );
}
