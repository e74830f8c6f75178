import type { Feature } from '../../feature';
import { paths } from '../../paths';

export const auditFeature: Feature = {
  routes: [],
  settings: [{ label: 'Audit log', path: paths.audit, lazy: () => import('./AuditPage'), wide: true }],
};
