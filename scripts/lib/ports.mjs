import { createServer } from 'node:net';

/** @returns {Promise<number>} the port it got, free again */
function listen(port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      const { port: chosen } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(chosen));
    });
  });
}

/**
 * Whether one may listen on this port now.
 * @param {number} port
 * @param {string} [host] all addresses by default, as the app itself listens
 */
export async function isFree(port, host) {
  try {
    await listen(port, host);
    return true;
  } catch (error) {
    if (error.code === 'EADDRINUSE' || error.code === 'EACCES') return false;
    throw error;
  }
}

/** A port that nothing uses now. @param {string} [host] */
export const freePort = (host = '127.0.0.1') => listen(0, host);

/**
 * The first free port from `start` on.
 * @param {number} start
 * @param {{ except?: number[], host?: string }} [options]
 */
export async function nextFreePort(start, { except = [], host } = {}) {
  for (let port = start; port < start + 50 && port < 65536; port++) {
    if (!except.includes(port) && (await isFree(port, host))) return port;
  }
  return freePort(host);
}
