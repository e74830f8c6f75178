import * as identity from './0001-identity';
import * as crm from './0002-crm';
import * as deals from './0003-deals';
import * as email from './0004-email';
import * as calendar from './0005-calendar';
import * as dashboards from './0006-dashboards';
import * as reportDatasets from './0007-report-datasets';
import * as reportSpeed from './0008-report-speed';
import * as dashboardMail from './0009-dashboard-mail';
import * as naturalOrder from './0010-natural-order';
import * as tableChanges from './0011-table-changes';
import * as signInVersion from './0012-sign-in-version';
import * as groupWords from './0013-group-words';
import type { Migration } from './migration';

/** In order of application. Append only: a migration that has been merged is never edited. */
export const migrations: readonly Migration[] = [
  { name: '0001-identity', up: identity.up },
  { name: '0002-crm', up: crm.up },
  { name: '0003-deals', up: deals.up },
  { name: '0004-email', up: email.up },
  { name: '0005-calendar', up: calendar.up },
  { name: '0006-dashboards', up: dashboards.up },
  { name: '0007-report-datasets', up: reportDatasets.up },
  { name: '0008-report-speed', up: reportSpeed.up },
  { name: '0009-dashboard-mail', up: dashboardMail.up },
  { name: '0010-natural-order', up: naturalOrder.up },
  { name: '0011-table-changes', up: tableChanges.up },
  { name: '0012-sign-in-version', up: signInVersion.up },
  { name: '0013-group-words', up: groupWords.up, indexes: groupWords.indexes },
];
