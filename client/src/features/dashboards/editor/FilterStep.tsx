import { withQuery } from './changes';
import { FilterGroupEditor } from './FilterGroupEditor';
import { Section } from './Step';
import type { StepProps } from './Step';

/** Which rows count. */
export const FilterStep = ({ draft, info, edit }: StepProps) => (
  <Section title="Filters">
    <FilterGroupEditor
      info={info}
      tree={draft.query.filters}
      at="filters"
      onChange={(filters) => edit((now) => withQuery(now, { filters }))}
    />
  </Section>
);
