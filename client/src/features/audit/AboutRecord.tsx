import Box from '@mui/material/Box';
import type { AuditEntry } from '@besahubs/contracts/audit';
import { NONE } from '../../components/format';
import { RecordLink } from '../../components/values';
import { resourceText } from '../../domain/audit';
import { recordPath } from '../../paths';

/** The record an entry is about: a link while it is there, its kind when this user may not see it. */
export function AboutRecord({ entry }: { entry: AuditEntry }) {
  const { resource, resourceId, record } = entry;
  if (!resource || !resourceId) return <span>{NONE}</span>;
  if (!record) return <Box sx={{ color: 'text.secondary' }}>{resourceText(resource)}</Box>;
  const path = record.deleted ? null : recordPath(resource, resourceId);
  if (!path) {
    return (
      <span>
        {record.name}
        {record.deleted && (
          <Box component="span" sx={{ color: 'text.secondary' }}>
            {' '}
            (deleted)
          </Box>
        )}
      </span>
    );
  }
  return (
    <Box component="span" sx={{ position: 'relative', zIndex: 1 }}>
      <RecordLink to={path}>{record.name}</RecordLink>
    </Box>
  );
}
