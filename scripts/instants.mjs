import './lib/nodeVersion.mjs';

import('./lib/runInstants.mjs').then(({ instants }) => instants());
