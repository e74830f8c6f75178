import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import InputAdornment from '@mui/material/InputAdornment';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import AddRounded from '@mui/icons-material/AddRounded';
import CloseRounded from '@mui/icons-material/CloseRounded';
import { useState } from 'react';
import { splitParties, splitStatuses } from '@besahubs/contracts/deals';
import { agents } from '../../../api/agents';
import { parseNumber } from '../../../components/form/parse';
import { percent } from '../../../components/format';
import { RecordPicker } from '../../../components/RecordPicker';
import { Money } from '../../../components/values';
import { toOptions } from '../../../domain/options';
import { emptyLine, shareOf, totalBps, WHOLE_BPS } from './lines';
import type { DraftLine } from './lines';

export const splitPartyOptions = toOptions(splitParties, { internal: 'Our broker' });
const splitStatusOptions = toOptions(splitStatuses);

interface SplitLinesProps {
  lines: readonly DraftLine[];
  gross: number | null;
  onChange: (lines: DraftLine[]) => void;
}

/** The lines of a commission split while they are edited, and what is still to be given out. */
export function SplitLines({ lines, gross, onChange }: SplitLinesProps) {
  const rest = WHOLE_BPS - totalBps(lines);
  const set = (key: string, change: Partial<DraftLine>) =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...change } : line)));
  const giveRest = () => {
    const last = lines.at(-1);
    if (last) set(last.key, { bps: last.bps + rest });
  };
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      {lines.map((line, index) => (
        <SplitLine
          key={line.key}
          line={line}
          label={`Line ${index + 1}`}
          gross={gross}
          onChange={(change) => set(line.key, change)}
          onRemove={() => onChange(lines.filter((each) => each.key !== line.key))}
        />
      ))}
      <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 1 }}>
        <Button
          startIcon={<AddRounded />}
          onClick={() => onChange([...lines, emptyLine(null, Math.max(rest, 0))])}
        >
          Add a line
        </Button>
        <Box sx={{ flex: 1 }} />
        {rest !== 0 && lines.length > 0 && (lines.at(-1)?.bps ?? 0) + rest >= 0 && (
          <Button color="inherit" onClick={giveRest}>
            {rest > 0 ? 'Give the rest to the last line' : 'Take it from the last line'}
          </Button>
        )}
        <Remainder rest={rest} gross={gross} empty={lines.length === 0} />
      </Box>
    </Box>
  );
}

function Remainder({ rest, gross, empty }: { rest: number; gross: number | null; empty: boolean }) {
  const color = rest === 0 ? 'success.main' : empty ? 'text.secondary' : 'error.main';
  return (
    <Box role="status" className="num" sx={{ color, fontWeight: 540, minHeight: 24 }}>
      {empty && 'No split yet'}
      {!empty && rest === 0 && '✓ 100% given out'}
      {!empty && rest !== 0 && (
        <>
          {rest > 0 ? 'Left: ' : 'Too much: '}
          {percent(Math.abs(rest) / 100)}
          {gross !== null && (
            <>
              {' · '}
              <Money value={shareOf(gross, Math.abs(rest))} />
            </>
          )}
        </>
      )}
    </Box>
  );
}

interface SplitLineProps {
  line: DraftLine;
  label: string;
  gross: number | null;
  onChange: (change: Partial<DraftLine>) => void;
  onRemove: () => void;
}

function SplitLine({ line, label, gross, onChange, onRemove }: SplitLineProps) {
  const internal = line.party === 'internal';
  return (
    <Box
      role="group"
      aria-label={label}
      sx={{
        display: 'grid',
        gap: 1,
        alignItems: 'end',
        gridTemplateColumns: {
          xs: '1fr 1fr',
          sm: '132px minmax(0, 1fr) 104px 88px 112px auto',
        },
        '& > .who': { gridColumn: { xs: '1 / -1', sm: 'auto' } },
        pb: { xs: 1.5, sm: 0 },
        borderBottom: { xs: 1, sm: 0 },
        borderColor: { xs: 'divider', sm: 'divider' },
      }}
    >
      <TextField
        select
        label="Party"
        value={line.party}
        onChange={(event) =>
          onChange({ party: event.target.value as DraftLine['party'], userId: null, partyName: null })
        }
      >
        {splitPartyOptions.map((option) => (
          <MenuItem key={option.value} value={option.value}>
            {option.label}
          </MenuItem>
        ))}
      </TextField>
      <Box className="who">
        {internal ? (
          <RecordPicker
            label="Broker"
            source={agents}
            value={line.userId}
            onChange={(userId) => onChange({ userId })}
            required
          />
        ) : (
          <TextField
            label={line.party === 'house' ? 'Name (optional)' : 'Name'}
            value={line.partyName ?? ''}
            onChange={(event) => onChange({ partyName: event.target.value || null })}
          />
        )}
      </Box>
      <ShareField bps={line.bps} onChange={(bps) => onChange({ bps })} />
      <Box sx={{ textAlign: 'right', pb: 0.75, fontWeight: 540 }}>
        <Money value={shareOf(gross, line.bps)} />
      </Box>
      <TextField
        select
        label="Status"
        value={line.status}
        onChange={(event) => onChange({ status: event.target.value as DraftLine['status'] })}
      >
        {splitStatusOptions.map((option) => (
          <MenuItem key={option.value} value={option.value}>
            {option.label}
          </MenuItem>
        ))}
      </TextField>
      <IconButton aria-label={`Remove ${label.toLowerCase()}`} onClick={onRemove} sx={{ justifySelf: 'end' }}>
        <CloseRounded />
      </IconButton>
    </Box>
  );
}

/** Percent as people type it, basis points as they are kept. */
function ShareField({ bps, onChange }: { bps: number; onChange: (bps: number) => void }) {
  const [draft, setDraft] = useState<string | null>(null);
  const type = (text: string) => {
    setDraft(text);
    const value = parseNumber(text) ?? 0;
    if (!Number.isNaN(value)) onChange(Math.min(Math.max(Math.round(value * 100), 0), WHOLE_BPS));
  };
  return (
    <TextField
      label="Share"
      value={draft ?? String(bps / 100)}
      onChange={(event) => type(event.target.value)}
      onBlur={() => setDraft(null)}
      slotProps={{
        htmlInput: { inputMode: 'decimal', className: 'num', sx: { textAlign: 'right' } },
        input: { endAdornment: <InputAdornment position="end">%</InputAdornment> },
      }}
    />
  );
}
