import { expect, it, vi } from 'vitest';
import { createSupervisor } from './supervisor.mjs';

function part(name: string, order: string[]) {
  let end!: (code: number | null) => void;
  const exited = new Promise<number | null>((resolve) => (end = resolve));
  const stop = () => {
    order.push(name);
    end(0);
    return Promise.resolve();
  };
  return { name, exited, stop, die: end };
}

it('stops the last started first', async () => {
  const order: string[] = [];
  const supervisor = createSupervisor();
  for (const name of ['database', 'emulators', 'server']) supervisor.add(part(name, order));
  await supervisor.stopAll(0);
  expect(order).toEqual(['server', 'emulators', 'database']);
  expect(await supervisor.ended).toBe(0);
});

it('stops the others when one ends by itself, and passes its code on', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  const order: string[] = [];
  const supervisor = createSupervisor();
  supervisor.add(part('database', order));
  const server = supervisor.add(part('The server', order));
  server.die(3);
  expect(await supervisor.ended).toBe(3);
  expect(order).toEqual(['database']);
  expect(said).toHaveBeenCalledWith('The server ended by itself (code 3); stopping.');
});

it('stops at once what is added while it stops', async () => {
  const order: string[] = [];
  const supervisor = createSupervisor();
  await supervisor.stopAll(0);
  supervisor.add(part('late', order));
  await supervisor.stopAll(0);
  expect(order).toEqual(['late']);
});
