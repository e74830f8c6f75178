import './lib/nodeVersion.mjs';

import('./lib/runBench.mjs').then(({ bench }) => bench());
