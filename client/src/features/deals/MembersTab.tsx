import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import CloseRounded from '@mui/icons-material/CloseRounded';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Deal, DealMember } from '@besahubs/contracts/deals';
import { agents } from '../../api/agents';
import { dealMembers, useSaveMembers } from '../../api/deals';
import type { MemberDraft } from '../../api/deals';
import { words } from '../../components/format';
import { LoadError } from '../../components/list/ListEmpty';
import { NameAvatar } from '../../components/Person';
import { RecordPicker } from '../../components/RecordPicker';
import { toast } from '../../components/toast';
import { RecordLink } from '../../components/values';
import { paths } from '../../paths';

const ROLES = ['co_broker', 'analyst', 'transaction_manager', 'marketing', 'assistant'];
const toDraft = ({ user, role }: DealMember): MemberDraft => ({ userId: user.id, role });

/** Who works the deal: its broker, and others, who see it from then on. */
export function MembersTab({ deal }: { deal: Deal }) {
  const members = useQuery(dealMembers(deal.id));
  const save = useSaveMembers(deal.id);
  const [serial, setSerial] = useState(0);
  if (members.isError)
    return <LoadError compact error={members.error} onRetry={() => void members.refetch()} />;
  if (!members.data) return null;
  const canEdit = deal.abilities.assign;
  const current = members.data.map(toDraft);
  const put = (next: readonly MemberDraft[], done?: () => void) =>
    save.mutate(next, { onError: (error) => toast.error(error), onSuccess: () => done?.() });
  const add = (userId: string | null) => {
    if (!userId) return;
    setSerial(serial + 1);
    put([...current, { userId, role: 'co_broker' }]);
  };
  const remove = (member: DealMember) =>
    put(
      current.filter((each) => each.userId !== member.user.id),
      () => toast.undo(`${member.user.name} no longer works this deal`, () => put(current)),
    );
  const setRole = (member: DealMember, role: string) =>
    put(current.map((each) => (each.userId === member.user.id ? { ...each, role } : each)));

  return (
    <Box sx={{ pt: 1, maxWidth: 640 }}>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {deal.owner && (
          <MemberRow id={deal.owner.id} name={deal.owner.name}>
            <Chip label="Lead broker" size="small" />
          </MemberRow>
        )}
        {members.data.map((member) => (
          <MemberRow key={member.user.id} id={member.user.id} name={member.user.name}>
            {canEdit ? (
              <>
                <TextField
                  select
                  value={member.role}
                  onChange={(event) => setRole(member, event.target.value)}
                  sx={{ width: 176 }}
                  slotProps={{ htmlInput: { 'aria-label': `Role of ${member.user.name}` } }}
                >
                  {[...new Set([...ROLES, member.role])].map((role) => (
                    <MenuItem key={role} value={role}>
                      {words(role)}
                    </MenuItem>
                  ))}
                </TextField>
                <IconButton aria-label={`Remove ${member.user.name}`} onClick={() => remove(member)}>
                  <CloseRounded />
                </IconButton>
              </>
            ) : (
              <Box sx={{ color: 'text.secondary' }}>{words(member.role)}</Box>
            )}
          </MemberRow>
        ))}
      </Box>
      {canEdit ? (
        <Box sx={{ pt: 2, maxWidth: 320 }}>
          <RecordPicker
            key={serial}
            source={agents}
            value={null}
            onChange={add}
            label="Add a colleague"
            placeholder="Search agents"
            disabled={save.isPending}
          />
        </Box>
      ) : (
        members.data.length === 0 && (
          <Typography sx={{ color: 'text.secondary', py: 1.5 }}>Nobody else works this deal.</Typography>
        )
      )}
    </Box>
  );
}

function MemberRow({ id, name, children }: { id: string; name: string; children: React.ReactNode }) {
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 1,
        minHeight: 48,
        py: 0.5,
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <NameAvatar name={name} size={28} />
      <Box sx={{ flex: 1, minWidth: 120, fontWeight: 540 }}>
        <RecordLink to={paths.agent(id)}>{name}</RecordLink>
      </Box>
      {children}
    </Box>
  );
}
