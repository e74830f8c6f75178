import { useNavigate } from 'react-router-dom';
import type { FieldValues } from 'react-hook-form';
import { agentInput } from '@besahubs/contracts/agents';
import type { AgentInput } from '@besahubs/contracts/agents';
import { agents } from '../../api/agents';
import { useMe } from '../../api/session';
import { FormRow, FormSection, FormText } from '../../components/form/fields';
import { FormZone } from '../../components/form/FormZone';
import { ResourceForm } from '../../components/form/ResourceForm';
import { toast } from '../../components/toast';
import type { FormProps } from '../../feature';
import { paths } from '../../paths';
import { PlanSection } from './PlanSection';
import { RoleField } from './RoleField';
import { TeamField } from './TeamField';

/** A new agent gets a mail with a link, good for seven days, to choose a password. */
export function InviteForm({ defaults, onClose }: FormProps) {
  const me = useMe();
  const create = agents.useCreate();
  const navigate = useNavigate();
  const invite = async (values: FieldValues) => {
    const agent = await create.mutateAsync(values as AgentInput);
    onClose();
    toast.success(`An invitation is on its way to ${agent.email}`, {
      label: 'Open',
      run: () => void navigate(paths.agent(agent.id)),
    });
  };
  return (
    <ResourceForm
      title="Invite an agent"
      schema={agentInput}
      values={{
        firstName: null,
        lastName: null,
        email: null,
        role: 'agent',
        teamId: me.teamId,
        title: null,
        phone: null,
        timezone: me.timezone,
        splitPct: null,
        annualGoal: null,
        ...defaults,
      }}
      onSubmit={invite}
      onClose={onClose}
      submitLabel="Send invitation"
    >
      <FormRow>
        <FormText name="firstName" label="First name" required autoFocus />
        <FormText name="lastName" label="Last name" required />
      </FormRow>
      <FormText
        name="email"
        label="E-mail"
        type="email"
        required
        hint="The invitation goes here; it is also what they sign in with."
      />
      <FormSection title="Place in the firm">
        {me.role === 'admin' && <RoleField />}
        <TeamField />
        <FormRow>
          <FormText name="title" label="Title" />
          <FormText name="phone" label="Phone" type="tel" />
        </FormRow>
        <FormZone name="timezone" label="Time zone" />
      </FormSection>
      <PlanSection />
    </ResourceForm>
  );
}
