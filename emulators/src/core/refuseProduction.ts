/** Emulators accept any key and any password: they must never stand in a production system. */
export function refuseProduction(nodeEnv: string | undefined = process.env.NODE_ENV): void {
  if (nodeEnv !== 'production') return;
  throw new Error(
    'The provider emulators refuse to start with NODE_ENV=production. Configure the real providers, or unset NODE_ENV.',
  );
}
