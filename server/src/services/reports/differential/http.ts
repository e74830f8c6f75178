import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';
import type { ApiResponse } from '@besahubs/contracts/common';
import { httpClient } from '../../../testing/http';
import { signAccessToken } from '../../auth/tokens';
import type { Reader } from './people';

/** The whole app on a port of its own. `body` is sent as it is written, valid JSON or not. */
export function useServer() {
  let base = '';
  let stop = () => {};
  beforeAll(async () => {
    const server = httpClient().app.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
    stop = () => server.close();
  });
  afterAll(() => stop());
  return async (path: string, reader: Reader, body: string) => {
    const answer = await fetch(`${base}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${signAccessToken(reader.id)}`,
      },
      body,
    });
    return { status: answer.status, ...((await answer.json()) as ApiResponse<unknown>) };
  };
}
