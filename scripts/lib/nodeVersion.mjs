/** Kept to the oldest syntax, so that an old Node reads this far. */
const WANTED = [20, 19];
const found = process.versions.node.split('.').map(Number);
if (found[0] < WANTED[0] || (found[0] === WANTED[0] && found[1] < WANTED[1])) {
  console.error(
    'BesaHubs needs Node ' +
      WANTED.join('.') +
      ' or later; this is Node ' +
      process.versions.node +
      '.\n' +
      'Get a current one from https://nodejs.org, or with "nvm install 22".',
  );
  process.exit(1);
}
