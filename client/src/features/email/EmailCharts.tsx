import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { Bar, BarChart, ResponsiveContainer, Tooltip as ChartTooltip, XAxis } from 'recharts';
import type { EmailActivity } from '@besahubs/contracts/email';
import { dateOnly } from '../../components/days';
import { number, percent } from '../../components/format';

type Totals = EmailActivity['totals'];
type Day = EmailActivity['series'][number];

interface Figure {
  key: 'opens' | 'clicks' | 'bounces';
  label: string;
  count: (totals: Totals) => number;
  rate: (totals: Totals) => number | null;
  /** How it is counted: people compare these numbers with SendGrid's, which counts otherwise. */
  meaning: string;
  color: string;
}

const figures: readonly Figure[] = [
  {
    key: 'opens',
    label: 'Opened',
    count: (totals) => totals.opened,
    rate: (totals) => totals.openRate,
    meaning: 'People who opened (or clicked), of those it was delivered to. Privacy proxies are not counted.',
    color: 'var(--bh-palette-chart-1)',
  },
  {
    key: 'clicks',
    label: 'Clicked',
    count: (totals) => totals.clicked,
    rate: (totals) => totals.clickRate,
    meaning: 'People who followed a link, of those it was delivered to. Security scanners are not counted.',
    color: 'var(--bh-palette-chart-2)',
  },
  {
    key: 'bounces',
    label: 'Bounced',
    count: (totals) => totals.bounced,
    rate: (totals) => totals.bounceRate,
    meaning: 'Mails that came back or were blocked, of those sent.',
    color: 'var(--bh-palette-chart-5)',
  },
];

/** Sent, delivered, and a small chart each for opens, clicks and bounces. */
export function EmailCharts({ totals, series }: { totals: Totals; series: readonly Day[] }) {
  return (
    <Box component="section" aria-label="E-mail figures" sx={{ pt: 1 }}>
      <Typography className="num" sx={{ color: 'text.secondary', mb: 1.5 }}>
        {number(totals.sent)} sent · {number(totals.delivered)} delivered
        {totals.machineOpened > 0 && ` · ${number(totals.machineOpened)} opened by machines only`}
        {totals.unsubscribed > 0 && ` · ${number(totals.unsubscribed)} unsubscribed`}
        {totals.spamReported > 0 && ` · ${number(totals.spamReported)} spam reports`}
      </Typography>
      <Box sx={{ display: 'grid', gap: { xs: 1, sm: 2 }, gridTemplateColumns: 'repeat(3, minmax(0, 1fr))' }}>
        {figures.map((figure) => (
          <FigureChart key={figure.key} figure={figure} totals={totals} series={series} />
        ))}
      </Box>
    </Box>
  );
}

function FigureChart({ figure, totals, series }: { figure: Figure; totals: Totals; series: readonly Day[] }) {
  const events = series.reduce((sum, day) => sum + day[figure.key], 0);
  return (
    <Box
      data-testid={`email-${figure.key}`}
      sx={{ border: 1, borderColor: 'divider', borderRadius: 1, p: { xs: 1, sm: 1.5 }, minWidth: 0 }}
    >
      <Tooltip title={figure.meaning}>
        <Typography variant="body2" sx={{ color: 'text.secondary', width: 'fit-content' }}>
          {figure.label}
        </Typography>
      </Tooltip>
      <Box sx={{ display: 'flex', alignItems: 'baseline', flexWrap: 'wrap', columnGap: 1 }}>
        <Typography variant="h1" component="div" className="num">
          {number(figure.count(totals))}
        </Typography>
        <Typography className="num" variant="body2" sx={{ color: 'text.secondary' }}>
          {percent(figure.rate(totals))}
        </Typography>
      </Box>
      <Box
        role="img"
        aria-label={`${events} ${figure.key} in the last ${series.length} days`}
        sx={{ height: 48, mt: 1, borderBottom: 1, borderColor: 'divider' }}
      >
        <ResponsiveContainer width="100%" height="100%">
          <BarChart
            data={[...series]}
            margin={{ top: 2, right: 0, bottom: 0, left: 0 }}
            accessibilityLayer={false}
          >
            <XAxis dataKey="date" hide />
            <ChartTooltip
              cursor={{ fill: 'var(--bh-palette-surface-hover)' }}
              content={({ active, payload }) =>
                active ? <DayTip day={payload?.[0]?.payload as Day} figure={figure} /> : null
              }
            />
            <Bar dataKey={figure.key} fill={figure.color} radius={[2, 2, 0, 0]} isAnimationActive={false} />
          </BarChart>
        </ResponsiveContainer>
      </Box>
    </Box>
  );
}

const DayTip = ({ day, figure }: { day: Day | undefined; figure: Figure }) =>
  day ? (
    <Box
      sx={{
        px: 1,
        py: 0.5,
        borderRadius: 1,
        bgcolor: 'surface.inverse',
        color: 'surface.onInverse',
        fontSize: '0.75rem',
      }}
    >
      {dateOnly(day.date)}: {day[figure.key]} {figure.key}
    </Box>
  ) : null;
