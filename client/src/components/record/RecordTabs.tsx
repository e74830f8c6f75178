import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { Suspense, useId, useState } from 'react';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useIsWide } from '../../hooks/ui';
import { Section } from '../Page';
import { nameOf } from '../list/types';
import { useRecordTabs } from '../slots';
import { FactList } from './Facts';
import type { RecordViewDef, Viewable } from './types';

interface RecordTabsProps<T extends Viewable> extends RecordViewDef<T> {
  record: T;
  variant: 'peek' | 'page';
  onSave: (patch: Record<string, unknown>) => void;
}
interface ReadyTab {
  key: string;
  label: string;
  order: number;
  content: () => ReactNode;
}

/** The page keeps its tab in the URL; beside a list it is a matter of the moment. */
function useTab(variant: 'peek' | 'page'): [string, (key: string) => void] {
  const [params, setParams] = useSearchParams();
  const [local, setLocal] = useState('overview');
  if (variant === 'peek') return [local, setLocal];
  const choose = (key: string) =>
    setParams(
      (current) => {
        if (key === 'overview') current.delete('tab');
        else current.set('tab', key);
        return current;
      },
      { replace: true },
    );
  return [params.get('tab') ?? 'overview', choose];
}

/** Overview first, then the feature's own tabs and those of other features, by their order. */
export function RecordTabs<T extends Viewable>(props: RecordTabsProps<T>) {
  const { record, variant, resource } = props;
  const [chosen, choose] = useTab(variant);
  const baseId = useId();
  const shared = useRecordTabs(resource.name).map<ReadyTab>(({ component: Panel, ...tab }) => ({
    ...tab,
    content: () => <Panel resource={resource.name} id={record.id} name={nameOf(record)} />,
  }));
  const own = (props.tabs ?? []).map<ReadyTab>((tab) => ({ ...tab, content: () => tab.render(record) }));
  const timeline = shared.find((tab) => tab.key === 'timeline');
  const overview: ReadyTab = {
    key: 'overview',
    label: 'Overview',
    order: 0,
    content: () => <Overview {...props} aside={timeline?.content} />,
  };
  const tabs = [overview, ...own, ...shared].sort((a, b) => a.order - b.order);
  const current = tabs.find((tab) => tab.key === chosen) ?? overview;
  const gutter = { xs: 2, sm: variant === 'page' ? 3 : 2.5 };

  return (
    <>
      <Tabs
        className="no-print"
        value={current.key}
        onChange={(_event, key: string) => choose(key)}
        variant="scrollable"
        scrollButtons={false}
        aria-label="Sections of this record"
        sx={{ px: { xs: 0.5, sm: variant === 'page' ? 1.5 : 1 }, borderBottom: 1, borderColor: 'divider' }}
      >
        {tabs.map((tab) => (
          <Tab
            key={tab.key}
            value={tab.key}
            label={tab.label}
            id={`${baseId}-${tab.key}`}
            aria-controls={`${baseId}-panel`}
          />
        ))}
      </Tabs>
      <Box
        role="tabpanel"
        id={`${baseId}-panel`}
        aria-labelledby={`${baseId}-${current.key}`}
        sx={{ px: gutter, py: 1, pb: 4 }}
      >
        <Suspense fallback={null}>{current.content()}</Suspense>
      </Box>
    </>
  );
}

interface OverviewProps<T extends Viewable> extends RecordTabsProps<T> {
  aside: (() => ReactNode) | undefined;
}

/** All facts; with room, what happened lately stands beside them. */
function Overview<T extends Viewable>({ record, groups, schema, variant, onSave, aside }: OverviewProps<T>) {
  const wide = useIsWide();
  const facts = groups
    .filter((group) => group.when?.(record) ?? true)
    .map((group) => (
      <Section key={group.title} title={group.title}>
        <FactList
          record={record}
          facts={group.facts}
          schema={schema}
          canEdit={record.abilities.update}
          onSave={onSave}
        />
      </Section>
    ));
  if (!aside || !wide || variant === 'peek') return <>{facts}</>;
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(340px, 5fr) 7fr', columnGap: 5 }}>
      <Box>{facts}</Box>
      <Box sx={{ borderLeft: 1, borderColor: 'divider', pl: 4, minWidth: 0 }}>
        <Suspense fallback={null}>{aside()}</Suspense>
      </Box>
    </Box>
  );
}
