import { useEffect, useReducer, useRef } from 'react';
import { datasetsReading } from '../../../api/dashboards';
import { useConnection, useServerEvent } from '../../../api/realtime';
import { after, idle, isPaused, nextAt } from './refresh';

const isHidden = () => document.visibilityState === 'hidden';

/**
 * Asks again when records that the dashboard's datasets read have changed (see refresh.ts for when).
 * @returns whether it keeps still at present, and the switch to make it so.
 */
export function useLive(datasets: ReadonlySet<string>, ask: () => void) {
  const [state, send] = useReducer(after, { ...idle, hidden: isHidden() });
  const offline = useConnection() === 'offline';
  const changed = (resource: string) => {
    if (datasetsReading(resource).some((dataset) => datasets.has(dataset)))
      send({ type: 'change', at: Date.now() });
  };
  useServerEvent('changed', ({ resource }) => changed(resource));
  useServerEvent('email:event', () => changed('email'));
  useEffect(() => {
    const look = () => send({ type: 'hidden', is: isHidden() });
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  useEffect(() => send({ type: 'offline', is: offline }), [offline]);

  const latestAsk = useRef(ask);
  latestAsk.current = ask;
  const at = nextAt(state);
  useEffect(() => {
    if (at === null) return;
    const timer = setTimeout(() => {
      send({ type: 'asked' });
      latestAsk.current();
    }, at - Date.now());
    return () => clearTimeout(timer);
  }, [at]);

  return {
    paused: isPaused(state),
    offline,
    held: state.held,
    hold: (is: boolean) => send({ type: 'held', is }),
  };
}
