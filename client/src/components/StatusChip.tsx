import Box from '@mui/material/Box';
import type { SvgIconComponent } from '@mui/icons-material';

export type Tone = 'neutral' | 'accent' | 'success' | 'warning' | 'error' | 'info';

/** How one status looks. The icon differs from status to status, so that colour is never the only sign. */
export interface StatusLook {
  label: string;
  tone: Tone;
  icon: SvgIconComponent;
}

const COLORS: Record<Tone, { fg: string; bg: string }> = {
  neutral: { fg: 'text.secondary', bg: 'surface.hover' },
  accent: { fg: 'primary.main', bg: 'soft.accent' },
  success: { fg: 'success.main', bg: 'soft.success' },
  warning: { fg: 'warning.main', bg: 'soft.warning' },
  error: { fg: 'error.main', bg: 'soft.error' },
  info: { fg: 'info.main', bg: 'soft.info' },
};

/** A status or stage: icon, word and a soft tone. */
export function StatusChip({ look }: { look: StatusLook }) {
  const { fg, bg } = COLORS[look.tone];
  const Icon = look.icon;
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.5,
        height: 22,
        px: 0.75,
        borderRadius: 1,
        color: fg,
        bgcolor: bg,
        fontSize: '0.75rem',
        fontWeight: 540,
        lineHeight: 1,
        whiteSpace: 'nowrap',
        verticalAlign: 'middle',
      }}
    >
      <Icon aria-hidden sx={{ fontSize: 14 }} />
      {look.label}
    </Box>
  );
}

/** Words in a quiet box: tags, roles, types. Several sit in a row and never wrap a table row. */
export function Tags({ values, max = 3 }: { values: readonly string[]; max?: number }) {
  const rest = values.length - max;
  return (
    <Box
      component="span"
      sx={{ display: 'inline-flex', gap: 0.5, overflow: 'hidden', verticalAlign: 'middle' }}
    >
      {values.slice(0, max).map((value) => (
        <Box component="span" key={value} sx={tagBox}>
          {value}
        </Box>
      ))}
      {rest > 0 && (
        <Box component="span" sx={tagBox} title={values.slice(max).join(', ')}>
          +{rest}
        </Box>
      )}
    </Box>
  );
}

const tagBox = {
  px: 0.75,
  height: 20,
  lineHeight: '20px',
  borderRadius: 0.75,
  fontSize: '0.75rem',
  color: 'text.secondary',
  bgcolor: 'surface.hover',
  whiteSpace: 'nowrap',
} as const;
