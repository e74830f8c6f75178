import './lib/nodeVersion.mjs';

import('./lib/runTests.mjs').then(({ test }) => test());
