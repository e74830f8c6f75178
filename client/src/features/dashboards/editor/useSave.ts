import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Widget, WidgetInput } from '@besahubs/contracts/dashboards';
import { addWidget, changeWidget, dashboardRecord } from '../../../api/dashboards';
import { queryClient } from '../../../api/queryClient';
import { toast } from '../../../components/toast';
import { isErrorCode } from '../../../hooks/errors';
import { inputOf } from './draft';
import type { WidgetDraft } from './draft';
import { incomplete } from './filterTree';
import { problemsOf } from './problems';
import type { Problems } from './problems';

interface SaveOptions {
  dashboardId: string;
  widget: Widget | null;
  onSaved: () => void;
}

/** Saves a draft, or says what stands against it: at its controls, as a conflict, or as a message. */
export function useSave({ dashboardId, widget, onSaved }: SaveOptions) {
  const [problems, setProblems] = useState<Problems>({});
  const [version, setVersion] = useState(widget?.version);
  const mutation = useMutation({
    mutationFn: ({ input, at }: { input: WidgetInput; at: number | undefined }) =>
      widget
        ? changeWidget(widget.id, { ...input, ...(at !== undefined && { version: at }) })
        : addWidget(dashboardId, input),
    onSuccess: ({ title }) => {
      toast.success(widget ? `Saved ${title}` : `Added ${title}`);
      onSaved();
    },
    onError: (error) => {
      const found = problemsOf(error);
      setProblems(found);
      if (!Object.keys(found).length && !isErrorCode(error, 'conflict')) toast.error(error);
    },
  });
  const latest = async (): Promise<Widget> => {
    const { widgets } = await queryClient.fetchQuery({ ...dashboardRecord(dashboardId), staleTime: 0 });
    const found = widgets.find(({ id }) => id === widget?.id);
    if (!found) throw new Error('The widget is gone');
    return found;
  };
  const submit = (draft: WidgetDraft, title: string, at: number | undefined) => {
    const open = openConditions(draft);
    setProblems(open);
    if (!Object.keys(open).length && !mutation.isPending)
      mutation.mutate({ input: inputOf(draft, title), at });
  };

  return {
    problems,
    isPending: mutation.isPending,
    conflict: isErrorCode(mutation.error, 'conflict'),
    save: (draft: WidgetDraft, title: string) => submit(draft, title, version),
    /** Their change, to go on from. */
    reload: async (): Promise<Widget> => {
      const theirs = await latest();
      setVersion(theirs.version);
      mutation.reset();
      return theirs;
    },
    /** In place of theirs. */
    overwrite: (draft: WidgetDraft, title: string) => {
      latest().then(
        (theirs) => submit(draft, title, theirs.version),
        (error: unknown) => toast.error(error),
      );
    },
    /** Once something is changed, what was said of it before no longer holds. */
    forget: () => setProblems((known) => (Object.keys(known).length ? {} : known)),
  };
}

const CHOOSE = 'Choose a value, or remove the condition';

/** Conditions that have no value yet, by their path. */
function openConditions({ query }: WidgetDraft): Problems {
  const paths = [
    ...incomplete(query.filters, 'filters.'),
    ...query.metrics.flatMap((metric, index) =>
      metric.agg === 'ratio' || !metric.filter || Array.isArray(metric.filter) || 'field' in metric.filter
        ? []
        : incomplete(metric.filter, `metrics.${index}.filter.`),
    ),
  ];
  return Object.fromEntries(paths.map((path) => [`${path}.value`, CHOOSE]));
}
