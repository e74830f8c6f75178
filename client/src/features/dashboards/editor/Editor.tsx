import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useMemo, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { Widget } from '@besahubs/contracts/dashboards';
import type { DatasetInfo } from '@besahubs/contracts/reports';
import { ConfirmDialog } from '../../../components/ConfirmDialog';
import { useIsPhone } from '../../../hooks/ui';
import { DataStep } from './DataStep';
import { draftOf, isSame, startDraft } from './draft';
import type { WidgetDraft } from './draft';
import { EditorBar } from './EditorBar';
import { FilterStep } from './FilterStep';
import { GroupStep } from './GroupStep';
import { MetricsStep } from './MetricsStep';
import { MoreStep } from './MoreStep';
import { Preview } from './Preview';
import { ProblemsContext, problemsOf, unplacedIn } from './problems';
import { RangeStep } from './RangeStep';
import { keptTitle, proposeTitle, titleState } from './title';
import { TypeStep } from './TypeStep';
import { useAnswer } from './useAnswer';
import { useSave } from './useSave';

interface EditorProps {
  dashboardId: string;
  widget: Widget | null;
  datasets: readonly DatasetInfo[];
  /** Titles that come with templates: nobody typed them. */
  templateTitles: ReadonlySet<string>;
  onClose: () => void;
}

/** The steps at the left, all in sight; what they give at the right. ⌘Enter saves, Escape asks only when something changed. */
export function Editor({ dashboardId, widget, datasets, templateTitles, onClose }: EditorProps) {
  const phone = useIsPhone();
  const [draft, setDraft] = useState<WidgetDraft>(() => firstDraft(widget, datasets));
  const [initial, setInitial] = useState(draft);
  const [keptText, setKeptText] = useState(widget?.title ?? null);
  const [leaving, setLeaving] = useState(false);
  const [pane, setPane] = useState<'build' | 'preview'>('build');
  const info = datasets.find(({ key }) => key === draft.dataset);
  const suggested = info ? proposeTitle(draft, info) : 'Widget';
  const first = datasets.find(({ key }) => key === initial.dataset);
  const kept = keptText === null ? null : keptTitle(keptText, initial, first, templateTitles);
  const title = titleState(draft.title, kept, draft, suggested);
  const answer = useAnswer(draft);
  const saving = useSave({ dashboardId, widget, onSaved: onClose });
  const problems = useMemo(
    () => ({ ...problemsOf(answer.error), ...saving.problems }),
    [answer.error, saving.problems],
  );

  const edit = (change: (now: WidgetDraft) => WidgetDraft) => {
    saving.forget();
    setDraft(change);
  };
  const save = () => {
    setPane('build');
    saving.save(draft, title.saved);
  };
  const leave = () => {
    if (isSame(draft, initial)) onClose();
    else setLeaving(true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    save();
  };
  const takeTheirs = (theirs: Widget) => {
    const fresh = draftOf(theirs);
    setDraft(fresh);
    setInitial(fresh);
    setKeptText(theirs.title);
  };
  const step = info && { draft, info, edit };
  const show = (which: typeof pane) => !phone || pane === which;

  return (
    <Dialog
      open
      onClose={leave}
      onKeyDown={onKeyDown}
      fullScreen={phone}
      fullWidth
      maxWidth="xl"
      slotProps={{
        paper: {
          'aria-label': widget ? `Edit ${widget.title}` : 'New widget',
          sx: phone ? { border: 0, borderRadius: 0 } : { height: 'min(92vh, 960px)', m: 3 },
        },
      }}
    >
      <ProblemsContext.Provider value={problems}>
        <EditorBar
          title={title}
          isNew={widget === null}
          saving={saving.isPending}
          onTitle={(typed) => edit((now) => ({ ...now, title: typed }))}
          onSave={save}
          onClose={leave}
        />
        {saving.conflict && (
          <Alert
            severity="warning"
            action={
              <>
                <Button color="inherit" onClick={() => void saving.reload().then(takeTheirs)}>
                  Load theirs
                </Button>
                <Button color="inherit" onClick={() => saving.overwrite(draft, title.saved)}>
                  Save mine
                </Button>
              </>
            }
          >
            Someone else changed this widget in the meantime.
          </Alert>
        )}
        {phone && (
          <Tabs
            value={pane}
            onChange={(_event, next: typeof pane) => setPane(next)}
            variant="fullWidth"
            aria-label="Parts of the editor"
          >
            <Tab value="build" label="Build" />
            <Tab value="preview" label="Preview" />
          </Tabs>
        )}
        <Box sx={{ flex: 1, minHeight: 0, display: 'flex' }}>
          {step && (
            <Box
              sx={{
                display: show('build') ? 'block' : 'none',
                width: { xs: '100%', md: 420 },
                flexShrink: 0,
                overflowY: 'auto',
                px: 2,
                pb: 3,
                '@media (min-width: 720px)': { width: 400, borderRight: 1, borderColor: 'divider' },
              }}
            >
              <DataStep {...step} datasets={datasets} autoFocus={widget === null && !phone} />
              <TypeStep {...step} />
              <MetricsStep {...step} />
              <GroupStep {...step} />
              <FilterStep {...step} />
              <RangeStep {...step} />
              <MoreStep {...step} />
            </Box>
          )}
          <Box sx={{ display: show('preview') ? 'block' : 'none', flex: 1, minWidth: 0, p: 2, pt: 0.5 }}>
            <Preview
              title={title.saved}
              answer={answer}
              unplaced={unplacedIn(problems)}
              onRetry={answer.refetch}
            />
          </Box>
        </Box>
      </ProblemsContext.Provider>
      <ConfirmDialog
        open={leaving}
        title="Discard your changes?"
        text="What you changed in this widget is not saved."
        confirm="Discard"
        cancel="Keep editing"
        onConfirm={onClose}
        onCancel={() => setLeaving(false)}
      />
    </Dialog>
  );
}

function firstDraft(widget: Widget | null, datasets: readonly DatasetInfo[]): WidgetDraft {
  if (widget) return draftOf(widget);
  const [first] = datasets;
  if (!first) throw new Error('An editor needs a dataset');
  return startDraft(datasets.find(({ key }) => key === 'deals') ?? first);
}
