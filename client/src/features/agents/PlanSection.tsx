import { FormRow, FormSection } from '../../components/form/fields';
import { FormMoney, FormPercent } from '../../components/form/numbers';

/** What the agent keeps of a fee, and what is expected of the year. */
export const PlanSection = () => (
  <FormSection title="Plan for the year">
    <FormRow>
      <FormPercent name="splitPct" label="Agent’s split" />
      <FormMoney name="annualGoal" label="Goal, gross commission" />
    </FormRow>
  </FormSection>
);
