import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import MeetingRoomOutlined from '@mui/icons-material/MeetingRoomOutlined';
import { useQuery } from '@tanstack/react-query';
import type { Lease, Space } from '@besahubs/contracts/properties';
import type { ReactNode } from 'react';
import { rentRoll } from '../../api/properties';
import { EmptyState } from '../../components/EmptyState';
import { NONE, perSquareFoot, words } from '../../components/format';
import { LoadError } from '../../components/list/ListEmpty';
import { Section } from '../../components/Page';
import { DateOnly, SquareFeet } from '../../components/values';

interface RollColumn<T> {
  label: string;
  right?: boolean;
  show: (row: T) => ReactNode;
}

const spaceColumns: readonly RollColumn<Space>[] = [
  { label: 'Suite', show: (space) => space.suite },
  { label: 'Floor', show: (space) => space.floor ?? NONE },
  { label: 'Size', right: true, show: (space) => <SquareFeet value={space.rentableSF} /> },
  { label: 'Asking /SF/yr', right: true, show: (space) => perSquareFoot(space.askingRate) },
  { label: 'Available', show: (space) => <DateOnly value={space.availableDate} /> },
  { label: 'Status', show: (space) => words(space.status) },
];
const leaseColumns: readonly RollColumn<Lease>[] = [
  { label: 'Tenant', show: (lease) => lease.tenantName },
  { label: 'Suite', show: (lease) => lease.suite ?? NONE },
  { label: 'Size', right: true, show: (lease) => <SquareFeet value={lease.rentableSF} /> },
  { label: 'Rent /SF/yr', right: true, show: (lease) => perSquareFoot(lease.baseRent) },
  { label: 'Begins', show: (lease) => <DateOnly value={lease.commencementDate} /> },
  { label: 'Expires', show: (lease) => <DateOnly value={lease.expirationDate} /> },
];

/** Spaces and leases of a building. */
export function RentRoll({ propertyId, name }: { propertyId: string; name: string }) {
  const roll = useQuery(rentRoll(propertyId));
  if (roll.isError) return <LoadError compact error={roll.error} onRetry={() => void roll.refetch()} />;
  if (!roll.data) return null;
  const { spaces, leases } = roll.data;
  if (!spaces.length && !leases.length) {
    return (
      <EmptyState
        compact
        icon={MeetingRoomOutlined}
        title="No rent roll"
        text={`No spaces or leases are recorded for ${name}.`}
      />
    );
  }
  return (
    <>
      {leases.length > 0 && <RollTable title="Leases" columns={leaseColumns} rows={leases} />}
      {spaces.length > 0 && <RollTable title="Spaces" columns={spaceColumns} rows={spaces} />}
    </>
  );
}

interface RollTableProps<T> {
  title: string;
  columns: readonly RollColumn<T>[];
  rows: readonly T[];
}

function RollTable<T extends { id: string }>({ title, columns, rows }: RollTableProps<T>) {
  return (
    <Section title={title}>
      <Box sx={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={title}>
        <Table size="small" className="num">
          <TableHead>
            <TableRow>
              {columns.map((column) => (
                <TableCell key={column.label} align={column.right ? 'right' : 'left'}>
                  {column.label}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.map((row) => (
              <TableRow key={row.id}>
                {columns.map((column) => (
                  <TableCell
                    key={column.label}
                    align={column.right ? 'right' : 'left'}
                    sx={{ whiteSpace: 'nowrap' }}
                  >
                    {column.show(row)}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Box>
    </Section>
  );
}
