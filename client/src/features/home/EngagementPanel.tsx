import AdsClickRounded from '@mui/icons-material/AdsClickRounded';
import DraftsOutlined from '@mui/icons-material/DraftsOutlined';
import type { Home } from '@besahubs/contracts/home';
import { useFlag } from '../../api/session';
import { plural } from '../../components/format';
import { Section } from '../../components/Page';
import { Ago } from '../../components/values';
import { paths } from '../../paths';
import { HomeRow, Quiet, Rows } from './rows';

/** Who opened or clicked lately: people to call while they think of you. */
export function EngagementPanel({ engagement }: { engagement: Home['engagement'] }) {
  const enabled = useFlag('sendgrid');
  if (!enabled) return null;
  return (
    <Section title="Opened or clicked a mail">
      {engagement.length === 0 && <Quiet>Nobody in the last seven days.</Quiet>}
      <Rows>
        {engagement.map(({ contact, type, at, count }) => {
          const Icon = type === 'click' ? AdsClickRounded : DraftsOutlined;
          return (
            <HomeRow
              key={`${contact.id}-${type}`}
              to={paths.contact(contact.id)}
              lead={<Icon aria-hidden sx={{ fontSize: 18, color: 'text.secondary' }} />}
              title={contact.name}
              subtitle={plural(count, type)}
              meta={<Ago value={at} />}
            />
          );
        })}
      </Rows>
    </Section>
  );
}
