import Avatar from '@mui/material/Avatar';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Tooltip from '@mui/material/Tooltip';
import type { ReactNode } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { useNow, useZone } from '../hooks/zone';
import * as dates from './dates';
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
  <Exact text={dates.dateOnly(value)} exact={value ?? ''} />
);
/** An instant as date and time in the user's zone; ISO on hover. */
export function DateTime({ value }: { value: Maybe<string> }) {
  const zone = useZone();
  return <Exact text={dates.dateTime(value, zone)} exact={dates.iso(value, zone)} />;
}
/** “3 hr. ago”, renewed by itself; ISO on hover. */
export function Ago({ value }: { value: Maybe<string> }) {
  const zone = useZone();
  return <Exact text={dates.relative(value, useNow())} exact={dates.iso(value, zone)} />;
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

const AVATAR_HUES = [1, 2, 3, 4, 5, 6, 7] as const;
function hue(name: string): number {
  const sum = [...name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return AVATAR_HUES[sum % AVATAR_HUES.length] ?? 1;
}

/** Initials on a soft colour that is always the same for the same name. Decorative: the name stands beside it. */
export function NameAvatar({
  name,
  square = false,
  size = 24,
}: {
  name: string;
  square?: boolean;
  size?: number;
}) {
  const color = `var(--bh-palette-chart-${hue(name)})`;
  return (
    <Avatar
      aria-hidden
      variant={square ? 'rounded' : 'circular'}
      sx={{
        width: size,
        height: size,
        color: 'text.primary',
        backgroundColor: `color-mix(in srgb, ${color} 22%, var(--bh-palette-background-paper))`,
      }}
    >
      {size < 24 ? format.initials(name).charAt(0) : format.initials(name)}
    </Avatar>
  );
}

interface PersonProps {
  value: Maybe<{ name: string }>;
  square?: boolean;
}
/** Avatar and name in one line, or “—”. */
export function Person({ value, square = false }: PersonProps) {
  if (!value) return <span>{format.NONE}</span>;
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 1, minWidth: 0 }}>
      <NameAvatar name={value.name} square={square} size={20} />
      <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {value.name}
      </Box>
    </Box>
  );
}
