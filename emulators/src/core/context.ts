import { createClock, type Clock } from './clock';
import { createFaults, type Faults } from './faults';
import { createRequestLog, type RequestLog } from './requestLog';
import type { State } from './state';

/** What the core gives to a provider: its address, time, troubles, log and data. */
export interface EmulatorContext<S> {
  /** Public base URL of this provider, no trailing slash, e.g. http://localhost:3001/google. Known once listening. */
  baseUrl(): string;
  clock: Clock;
  faults: Faults;
  requests: RequestLog;
  state: State<S>;
}

export function createContext<S>(baseUrl: () => string, state: State<S>): EmulatorContext<S> {
  const clock = createClock();
  return { baseUrl, clock, faults: createFaults(), requests: createRequestLog(clock), state };
}
