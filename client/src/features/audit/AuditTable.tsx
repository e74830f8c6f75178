import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import ArrowDownwardRounded from '@mui/icons-material/ArrowDownwardRounded';
import ArrowUpwardRounded from '@mui/icons-material/ArrowUpwardRounded';
import type { AuditEntry } from '@besahubs/contracts/audit';
import { Link } from 'react-router-dom';
import { dateTime } from '../../components/dates';
import { iso } from '../../components/days';
import { NONE } from '../../components/format';
import { Person } from '../../components/Person';
import { actionText } from '../../domain/audit';
import { useZone } from '../../hooks/zone';
import { AboutRecord } from './AboutRecord';
import { changeLine } from './changes';

interface AuditTableProps {
  rows: readonly AuditEntry[];
  /** The address that opens an entry. */
  href: (id: string) => string;
  sort: string;
  onSort: (sort: string) => void;
}

/** Entries as a table; each row opens its entry. */
export function AuditTable({ rows, href, sort, onSort }: AuditTableProps) {
  const zone = useZone();
  const newestFirst = sort.startsWith('-');
  const Arrow = newestFirst ? ArrowDownwardRounded : ArrowUpwardRounded;
  return (
    <Box component="table" aria-label="Audit log" sx={table}>
      <thead>
        <tr>
          <Box
            component="th"
            scope="col"
            aria-sort={newestFirst ? 'descending' : 'ascending'}
            sx={{ width: 176 }}
          >
            <ButtonBase
              onClick={() => onSort(newestFirst ? 'createdAt' : '-createdAt')}
              sx={{ font: 'inherit', gap: 0.5, minHeight: 24, '@media (pointer: coarse)': { minHeight: 44 } }}
            >
              Time
              <Arrow aria-hidden sx={{ fontSize: 14 }} />
            </ButtonBase>
          </Box>
          <Box component="th" scope="col" sx={{ width: '16%' }}>
            Who
          </Box>
          <Box component="th" scope="col" sx={{ width: '18%' }}>
            Action
          </Box>
          <Box component="th" scope="col" sx={{ width: '22%' }}>
            About
          </Box>
          <th scope="col">Changes</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((entry) => (
          <tr key={entry.id}>
            <td>
              <Box
                component={Link}
                to={href(entry.id)}
                className="num"
                title={iso(entry.createdAt, zone)}
                aria-label={`${actionText(entry.action)}, ${dateTime(entry.createdAt, zone)}`}
                sx={wholeRow}
              >
                {dateTime(entry.createdAt, zone)}
              </Box>
            </td>
            <td>{entry.actor ? <Person value={entry.actor} /> : <Box sx={quiet}>BesaHubs</Box>}</td>
            <td>{actionText(entry.action)}</td>
            <td>
              <AboutRecord entry={entry} />
            </td>
            <Box component="td" sx={quiet}>
              {changeLine(entry, zone) || NONE}
            </Box>
          </tr>
        ))}
      </tbody>
    </Box>
  );
}

const quiet = { color: 'text.secondary' } as const;
const wholeRow = {
  color: 'inherit',
  textDecoration: 'none',
  '&::after': { content: '""', position: 'absolute', inset: 0 },
} as const;

const table = {
  width: '100%',
  tableLayout: 'fixed',
  borderCollapse: 'collapse',
  textAlign: 'left',
  '& th': { height: 36, px: 1, fontWeight: 500, fontSize: '0.75rem', color: 'text.secondary' },
  '& td': {
    height: 36,
    '@media (pointer: coarse)': { height: 44 },
    px: 1,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  '& tr': { position: 'relative', borderBottom: 1, borderColor: 'divider' },
  '& tbody tr:hover': { bgcolor: 'surface.hover' },
} as const;
