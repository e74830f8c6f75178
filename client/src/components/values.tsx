import Link from '@mui/material/Link';
import Tooltip from '@mui/material/Tooltip';
import type { ReactNode } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { useNow, useZone } from '../hooks/zone';
import * as dates from './dates';
import * as days from './days';
import * as format from './format';

type Maybe<T> = T | null | undefined;

/** Text with its exact form on hover. */
function Exact({ text, exact }: { text: string; exact: string }) {
  if (text === exact || !exact) return <span className="num">{text}</span>;
  return (
    <Tooltip title={exact}>
      <span className="num">{text}</span>
    </Tooltip>
  );
}

/** $1.25M; the exact amount on hover. */
export const Money = ({ value }: { value: Maybe<number> }) => (
  <Exact text={format.money(value)} exact={value == null ? '' : format.moneyExact(value)} />
);
export const Percent = ({ value }: { value: Maybe<number> }) => (
  <span className="num">{format.percent(value)}</span>
);
export const Num = ({ value }: { value: Maybe<number> }) => (
  <span className="num">{format.number(value)}</span>
);
export const SquareFeet = ({ value }: { value: Maybe<number> }) => (
  <span className="num">{format.squareFeet(value)}</span>
);
/** A calendar date without a zone: the same day for everyone. */
export const DateOnly = ({ value }: { value: Maybe<string> }) => (
  <Exact text={days.dateOnly(value)} exact={value ?? ''} />
);
/** An instant as date and time in the user's zone; ISO on hover. */
export function DateTime({ value }: { value: Maybe<string> }) {
  const zone = useZone();
  return <Exact text={dates.dateTime(value, zone)} exact={days.iso(value, zone)} />;
}
/** When something is due or takes place, as people say it: “Today 2:30 PM”, “Mon, Mar 2”. ISO on hover. */
export function When({ value }: { value: Maybe<string> }) {
  const zone = useZone();
  const now = useNow();
  if (!value) return <span>{format.NONE}</span>;
  const day = days.dayName(value, zone, now);
  const near = day === 'Today' || day === 'Tomorrow' || day === 'Yesterday';
  return <Exact text={near ? `${day} ${dates.time(value, zone)}` : day} exact={days.iso(value, zone)} />;
}

/** “3 hr. ago”, renewed by itself; ISO on hover. */
export function Ago({ value }: { value: Maybe<string> }) {
  const zone = useZone();
  return <Exact text={dates.relative(value, useNow())} exact={days.iso(value, zone)} />;
}

interface RecordLinkProps {
  to: string;
  children: ReactNode;
}
/** A link to a record; never lets the row underneath handle the click. */
export const RecordLink = ({ to, children }: RecordLinkProps) => (
  <Link
    component={RouterLink}
    to={to}
    color="inherit"
    onClick={(event) => event.stopPropagation()}
    sx={{ fontWeight: 'inherit', '&:hover': { color: 'primary.main' } }}
  >
    {children}
  </Link>
);

/** A reference as a link, or “—”. */
export const RefLink = ({
  value,
  to,
}: {
  value: Maybe<{ id: string; name: string }>;
  to: (id: string) => string;
}) => (value ? <RecordLink to={to(value.id)}>{value.name}</RecordLink> : <span>{format.NONE}</span>);
