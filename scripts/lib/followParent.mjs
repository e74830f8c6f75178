/**
 * Loaded into each child before its own code: when the supervisor is gone, also by kill -9, the child ends as if asked
 * to. Importing it must not keep the process alive.
 */
process.once('disconnect', () => {
  if (!process.emit('SIGTERM', 'SIGTERM')) process.exit(0);
});
process.channel?.unref();
