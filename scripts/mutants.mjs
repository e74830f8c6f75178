import './lib/nodeVersion.mjs';

import('./lib/runMutants.mjs').then(({ mutants }) => mutants());
