import Avatar from '@mui/material/Avatar';
import Box from '@mui/material/Box';
import * as format from './format';

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
  value: { name: string } | null | undefined;
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
