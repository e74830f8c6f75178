import Alert from '@mui/material/Alert';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { dealPatch, dealStages } from '@besahubs/contracts/deals';
import type { Deal, DealPatch, DealStage } from '@besahubs/contracts/deals';
import { z } from 'zod';
import { dealSplits, useSaveSplits } from '../../api/deals';
import { dayOf } from '../../components/days';
import { ResourceForm } from '../../components/form/ResourceForm';
import { useNow, useZone } from '../../hooks/zone';
import { gateFieldsByName, gateNames, isAlternative, missingFacts } from './gate';
import { SplitLines } from './splits/SplitLines';
import { draftOf, emptyLine, totalBps, WHOLE_BPS } from './splits/lines';
import type { DraftLine } from './splits/lines';

interface GateDialogProps {
  deal: Deal;
  stage: DealStage;
  missing: Record<string, string>;
  /** Moves the deal with these facts; throws what the server refuses. */
  onSave: (facts: DealPatch) => Promise<void>;
  onCancel: () => void;
}

/** What a stage asks for before a deal may enter it; only that. */
export function GateDialog({ deal, stage, missing, onSave, onCancel }: GateDialogProps) {
  const zone = useZone();
  const now = useNow();
  const [asked, setAsked] = useState(missing);
  const splits = useGateSplits(deal, 'splits' in asked);
  const names = gateNames.filter((name) => name in asked);
  const today = dayOf(new Date(now).toISOString(), zone);
  const values = useMemo(
    () =>
      Object.fromEntries(
        gateNames.map((name) => [name, deal[name] ?? (gateFieldsByName[name]?.today ? today : null)]),
      ),
    [deal, today],
  );

  const submit = async (form: Record<string, unknown>) => {
    await splits.save();
    const facts = Object.fromEntries(names.map((name) => [name, form[name]]));
    try {
      await onSave(facts);
    } catch (error) {
      // An answer can raise a further question: dollars per SF need a size.
      setAsked({ ...asked, ...missingFacts(error) });
      throw error;
    }
  };
  return (
    <ResourceForm
      variant="dialog"
      title={`Move to ${dealStages[stage].label}`}
      schema={schemaFor(names)}
      values={values}
      submitLabel="Move deal"
      onSubmit={submit}
      onClose={onCancel}
    >
      <Typography sx={{ color: 'text.secondary' }}>
        {names.some((name) => isAlternative(name, names))
          ? `${deal.name} needs a client or a property first. One is enough.`
          : `${deal.name} needs ${names.length ? 'these facts' : 'a whole commission split'} first.`}
      </Typography>
      {names.map((name, index) => (
        <div key={name}>
          {gateFieldsByName[name]?.field({
            name,
            label: gateFieldsByName[name].label,
            required: !isAlternative(name, names),
            autoFocus: index === 0,
          })}
        </div>
      ))}
      {splits.content}
    </ResourceForm>
  );
}

/** Facts of the contract, required where the stage requires them. */
function schemaFor(names: readonly (keyof DealPatch)[]) {
  const shape = dealPatch.shape as Record<string, z.ZodType>;
  const fields = Object.fromEntries(names.map((name) => [name, shape[name] ?? z.unknown()]));
  return z.object(fields).superRefine((values, check) => {
    const empty = names.filter((name) => !isAlternative(name, names) && values[name] == null);
    empty.forEach((name) => check.addIssue({ code: 'custom', path: [name], message: 'Required' }));
  });
}

/** A closing deal needs its split: who may edit it does so here, everybody else is told whom to ask. */
function useGateSplits(deal: Deal, needed: boolean) {
  const stored = useQuery({ ...dealSplits(deal.id), enabled: needed && deal.abilities.editSplits });
  const [typed, setTyped] = useState<DraftLine[] | null>(null);
  const store = useSaveSplits(deal.id);
  const lines = typed ?? (stored.data?.length ? stored.data.map(draftOf) : [emptyLine(deal.owner)]);
  if (!needed) return { content: null, save: () => Promise.resolve() };
  if (!deal.abilities.editSplits) {
    return {
      content: (
        <Alert severity="info">
          The commission splits must total 100% before this deal can close. Ask your manager to enter them.
        </Alert>
      ),
      save: () => Promise.resolve(),
    };
  }
  return {
    content: <SplitLines lines={lines} gross={deal.grossCommission} onChange={setTyped} />,
    save: async () => {
      if (totalBps(lines) === WHOLE_BPS) await store.mutateAsync(lines.map(({ key: _key, ...line }) => line));
    },
  };
}
