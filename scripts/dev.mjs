import './lib/nodeVersion.mjs';

import('./lib/runDev.mjs').then(({ dev }) => dev());
