/** Whether one may listen on this port now: on all addresses, or on `host`. */
export function isFree(port: number, host?: string): Promise<boolean>;
/** A port that nothing uses now; `host` is 127.0.0.1 by default. */
export function freePort(host?: string): Promise<number>;
/** The first free port from `start` on. */
export function nextFreePort(start: number, options?: { except?: number[]; host?: string }): Promise<number>;
