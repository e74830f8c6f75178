import type { DatasetInfo } from '@besahubs/contracts/reports';
import { withDataset } from './changes';
import { FieldChoice } from './Pick';
import { useProblem } from './problems';
import { Section } from './Step';
import type { StepProps } from './Step';

interface DataStepProps extends StepProps {
  datasets: readonly DatasetInfo[];
  autoFocus: boolean;
}

/** What is counted. */
export function DataStep({ draft, edit, datasets, autoFocus }: DataStepProps) {
  const problem = useProblem('dataset');
  return (
    <Section title="Data">
      <FieldChoice
        bare
        autoFocus={autoFocus}
        label="Data"
        placeholder="What to report on"
        value={draft.dataset}
        options={datasets.map(({ key, label }) => ({ value: key, label }))}
        problem={problem}
        onChange={(key) => {
          const chosen = datasets.find((each) => each.key === key);
          if (chosen && key !== draft.dataset) edit((now) => withDataset(now, chosen));
        }}
      />
    </Section>
  );
}
