import './lib/nodeVersion.mjs';

import('./lib/runStart.mjs').then(({ start }) => start());
