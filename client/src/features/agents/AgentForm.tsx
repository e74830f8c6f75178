import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { agentPatch } from '@besahubs/contracts/agents';
import type { Agent } from '@besahubs/contracts/agents';
import { agents } from '../../api/agents';
import { useMe } from '../../api/session';
import { FormDate, FormRow, FormSection, FormTags, FormText } from '../../components/form/fields';
import { FormZone } from '../../components/form/FormZone';
import { RecordForm } from '../../components/form/RecordForm';
import type { FormProps } from '../../feature';
import { InviteForm } from './InviteForm';
import { PlanSection } from './PlanSection';
import { RoleField } from './RoleField';
import { TeamField } from './TeamField';

const values = (agent: Agent | null) => ({
  firstName: agent?.firstName ?? null,
  lastName: agent?.lastName ?? null,
  title: agent?.title ?? null,
  phone: agent?.phone ?? null,
  timezone: agent?.timezone ?? null,
  bio: agent?.bio ?? null,
  specialties: agent?.specialties ?? [],
  markets: agent?.markets ?? [],
  role: agent?.role ?? 'agent',
  teamId: agent?.team?.id ?? null,
  licenseNumber: agent?.production?.licenseNumber ?? null,
  licenseState: agent?.production?.licenseState ?? null,
  licenseExpiry: agent?.production?.licenseExpiry ?? null,
  splitPct: agent?.production?.splitPct ?? null,
  annualGoal: agent?.production?.annualGoal ?? null,
});

/** Invites somebody, or edits what the caller may change about them. */
export default function AgentForm(props: FormProps) {
  return props.id ? <EditForm {...props} id={props.id} /> : <InviteForm {...props} />;
}

function EditForm(props: FormProps & { id: string }) {
  const { data } = useQuery(agents.record(props.id));
  const me = useMe();
  const may = data?.abilities;
  return (
    <RecordForm {...props} resource={agents} schema={agentPatch} values={values}>
      <FormRow>
        <FormText name="firstName" label="First name" required autoFocus />
        <FormText name="lastName" label="Last name" required />
        <FormText name="title" label="Title" />
        <FormText name="phone" label="Phone" type="tel" />
      </FormRow>
      <FormZone name="timezone" label="Time zone" />
      <FormTags name="specialties" label="Specialties" />
      <FormTags name="markets" label="Markets" />
      <FormText name="bio" label="About" multiline />
      {may?.manage ? (
        <>
          <FormSection title="Place in the firm">
            {may.changeRole && <RoleField />}
            <TeamField hint="What they own moves with them to the new team." />
          </FormSection>
          <PlanSection />
          <FormSection title="License">
            <FormRow columns={3}>
              <FormText name="licenseNumber" label="Number" />
              <FormText name="licenseState" label="State" />
              <FormDate name="licenseExpiry" label="Valid until" />
            </FormRow>
          </FormSection>
        </>
      ) : (
        props.id === me.id && (
          <Box sx={{ color: 'text.secondary' }}>Team, license, split and goal are kept by your manager.</Box>
        )
      )}
    </RecordForm>
  );
}
