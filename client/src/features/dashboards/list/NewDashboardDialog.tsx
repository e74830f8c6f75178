import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Skeleton from '@mui/material/Skeleton';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useNavigate } from 'react-router-dom';
import type { DashboardTemplate, TemplateKey } from '@besahubs/contracts/dashboards';
import { dashboardTemplates, useCreateDashboard } from '../../../api/dashboards';
import { LoadError } from '../../../components/list/ListEmpty';
import { plural } from '../../../components/format';
import { paths } from '../../../paths';

const BLANK = 'Blank';
const BLANK_NAME = 'New dashboard';

/** A new dashboard, blank or with the widgets of a template. */
export function NewDashboardDialog({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const create = useCreateDashboard();
  const templates = useQuery(dashboardTemplates);
  const [template, setTemplate] = useState<TemplateKey | null>(null);
  /** Null: called as the template is. */
  const [typed, setTyped] = useState<string | null>(null);
  const suggested = templates.data?.find(({ key }) => key === template)?.name ?? BLANK_NAME;
  const name = typed ?? suggested;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(
      { name: name.trim() || suggested, ...(template && { template }) },
      { onSuccess: ({ id }) => void navigate(paths.dashboard(id)) },
    );
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="md" aria-labelledby="new-dashboard-title">
      <DialogTitle id="new-dashboard-title">New dashboard</DialogTitle>
      <Box component="form" onSubmit={submit} sx={{ display: 'contents' }}>
        <DialogContent sx={{ display: 'grid', gap: 2, alignContent: 'start' }}>
          <TextField
            autoFocus
            label="Name"
            value={name}
            onChange={(event) => setTyped(event.target.value)}
            onFocus={(event) => event.target.select()}
            slotProps={{ htmlInput: { maxLength: 120 } }}
          />
          <Box
            role="radiogroup"
            aria-label="Start from"
            sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}
          >
            <Choice
              name={BLANK}
              description="An empty grid, for widgets of your own."
              contents={null}
              chosen={template === null}
              onChoose={() => setTemplate(null)}
            />
            {templates.data?.map((each) => (
              <Choice
                key={each.key}
                name={each.name}
                description={each.description}
                contents={each.widgets}
                chosen={template === each.key}
                onChoose={() => setTemplate(each.key)}
              />
            ))}
            {templates.isPending &&
              Array.from({ length: 3 }, (_, index) => (
                <Skeleton key={index} variant="rounded" height={132} />
              ))}
          </Box>
          {templates.isError && (
            <LoadError compact error={templates.error} onRetry={() => void templates.refetch()} />
          )}
        </DialogContent>
        <DialogActions>
          <Button color="inherit" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="contained" loading={create.isPending}>
            Create
          </Button>
        </DialogActions>
      </Box>
    </Dialog>
  );
}

interface ChoiceProps {
  name: string;
  description: string;
  contents: DashboardTemplate['widgets'] | null;
  chosen: boolean;
  onChoose: () => void;
}

function Choice({ name, description, contents, chosen, onChoose }: ChoiceProps) {
  return (
    <ButtonBase
      role="radio"
      aria-checked={chosen}
      aria-label={name}
      onClick={onChoose}
      sx={{
        display: 'flex',
        flexDirection: 'column',
        alignItems: 'flex-start',
        justifyContent: 'flex-start',
        textAlign: 'left',
        gap: 0.5,
        p: 1.5,
        border: 1,
        borderColor: chosen ? 'primary.main' : 'divider',
        outline: chosen ? 1 : 0,
        outlineColor: 'primary.main',
        borderRadius: 1.25,
        bgcolor: chosen ? 'soft.accent' : 'background.paper',
      }}
    >
      <Typography component="span" sx={{ fontWeight: 640 }}>
        {name}
      </Typography>
      <Typography component="span">{description}</Typography>
      {contents && (
        <Typography component="span" variant="body2" sx={{ color: 'text.secondary' }}>
          {plural(contents.length, 'widget')}: {contents.map(({ title }) => title).join(' · ')}
        </Typography>
      )}
    </ButtonBase>
  );
}
