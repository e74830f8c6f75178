import type { DashboardAnswers } from '@besahubs/contracts/dashboards';
import type { Dashboard } from '../../../models/Dashboard';
import { inReadingOrder } from '../dashboards';
import { blockOf } from './blocks';
import type { Block } from './blocks';
import { longDate } from './format';
import { htmlOf } from './html';

/** What a dashboard's mail says, before it is HTML or text. */
export interface DashboardMail {
  subject: string;
  name: string;
  date: string;
  blocks: Block[];
  openUrl: string;
  leaveUrl: string;
  reason: string;
}

interface Sources {
  dashboard: Dashboard;
  answers: DashboardAnswers;
  /** The recipient's. */
  zone: string;
  now: Date;
  openUrl: string;
  leaveUrl: string;
  reason: string;
}

/** A dashboard as a mail, its widgets from top to bottom as on the screen. Pure. */
export function composeDashboard({ dashboard, answers, zone, now, ...rest }: Sources): {
  subject: string;
  html: string;
  text: string;
} {
  const date = longDate(now, zone);
  const mail: DashboardMail = {
    subject: `${dashboard.name}, ${date}`.replace(/[\r\n]+/g, ' '),
    name: dashboard.name,
    date,
    blocks: inReadingOrder(dashboard).map((widget) => blockOf(widget, answers[widget.id], zone)),
    ...rest,
  };
  return { subject: mail.subject, html: htmlOf(mail), text: textOf(mail) };
}

const textOf = ({ name, date, blocks, openUrl, reason, leaveUrl }: DashboardMail): string =>
  [
    `${name}\n${date}`,
    ...blocks.map((block) => [block.title, block.dates, ...linesOf(block)].filter(Boolean).join('\n')),
    `Open the dashboard: ${openUrl}`,
    `${reason}\nSwitch it off: ${leaveUrl}`,
  ].join('\n\n');

function linesOf(block: Block): (string | null)[] {
  switch (block.kind) {
    case 'message':
      return [block.text];
    case 'figure':
      return [block.value, block.delta && block.delta.text];
    case 'table': {
      const line = (cells: string[]): string => `  ${cells.join(' | ')}`;
      return [
        line(block.head),
        ...block.rows.map(({ cells }) => line(cells)),
        block.foot && line(block.foot),
        block.more,
      ];
    }
  }
}
