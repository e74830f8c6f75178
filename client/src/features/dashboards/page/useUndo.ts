import { useCallback, useEffect, useMemo, useRef } from 'react';
import { toast } from '../../../components/toast';

/**
 * Offers to take something back for as long as one stays: an Undo that outlived its dashboard would change what nobody
 * sees any more, or fail. A new offer takes the place of the one before; `withdraw` takes it away.
 */
export function useUndo() {
  const shown = useRef<ReturnType<typeof toast.undo> | null>(null);
  const withdraw = useCallback(() => {
    if (shown.current !== null) toast.dismiss(shown.current);
    shown.current = null;
  }, []);
  useEffect(() => withdraw, [withdraw]);
  const offer = useCallback(
    (message: string, undo: () => void) => {
      withdraw();
      shown.current = toast.undo(message, undo);
    },
    [withdraw],
  );
  return useMemo(() => ({ offer, withdraw }), [offer, withdraw]);
}
