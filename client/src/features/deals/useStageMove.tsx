import { useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import { dealStages } from '@besahubs/contracts/deals';
import type { Deal, DealPatch, DealStage } from '@besahubs/contracts/deals';
import { deals } from '../../api/deals';
import { toast } from '../../components/toast';
import { missingFacts } from './gate';
import { GateDialog } from './GateDialog';

export interface PendingMove {
  deal: Deal;
  stage: DealStage;
}
export interface StageMove {
  /** Moves the server has not confirmed: screens show them as done. */
  pending: ReadonlyMap<string, PendingMove>;
  move: (deal: Deal, stage: DealStage) => void;
  /** Render this once; it is the gate's dialog while one is asked for something. */
  dialog: ReactNode;
}
interface Gate extends PendingMove {
  /** What the server misses: field → what to do about it. */
  fields: Record<string, string>;
}

/**
 * Moves deals between stages. A move shows at once; when the stage asks for facts first, a dialog asks for exactly
 * those, and cancelling it puts the deal back. Every other refusal puts it back with a toast.
 */
export function useStageMove(): StageMove {
  const [pending, setPending] = useState<ReadonlyMap<string, PendingMove>>(new Map());
  const [gate, setGate] = useState<Gate | null>(null);
  const { mutateAsync } = deals.useUpdate({ silent: true });

  const settle = useCallback((id: string) => {
    setPending((moves) => new Map([...moves].filter(([each]) => each !== id)));
  }, []);

  const save = useCallback(
    async ({ deal, stage }: PendingMove, facts: DealPatch, undo: (moved: Deal) => void) => {
      const moved = await mutateAsync({ id: deal.id, patch: { ...facts, stage, version: deal.version } });
      await deals.invalidate();
      settle(deal.id);
      const message = `${deal.name} is now in ${dealStages[stage].label}`;
      if (moved.abilities.update) toast.undo(message, () => undo(moved));
      else toast.success(message);
    },
    [mutateAsync, settle],
  );

  const move = useCallback(
    (deal: Deal, stage: DealStage) => {
      if (deal.stage === stage) return;
      const wanted = { deal, stage };
      setPending((moves) => new Map(moves).set(deal.id, wanted));
      save(wanted, {}, (moved) => move(moved, deal.stage)).catch((error: unknown) => {
        const fields = missingFacts(error);
        if (fields) return setGate({ ...wanted, fields });
        settle(deal.id);
        toast.error(error);
      });
    },
    [save, settle],
  );

  const dialog = gate && (
    <GateDialog
      key={`${gate.deal.id} ${gate.stage}`}
      deal={gate.deal}
      stage={gate.stage}
      missing={gate.fields}
      onSave={async (facts) => {
        await save(gate, facts, (moved) => move(moved, gate.deal.stage));
        setGate(null);
      }}
      onCancel={() => {
        settle(gate.deal.id);
        setGate(null);
      }}
    />
  );
  return { pending, move, dialog };
}
