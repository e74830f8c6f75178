import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import CloseRounded from '@mui/icons-material/CloseRounded';
import { useState } from 'react';
import type { ContactList } from '@besahubs/contracts/campaigns';
import type { Contact } from '@besahubs/contracts/contacts';
import { contacts } from '../../api/contacts';
import { listMembers, useChangeMembers } from '../../api/lists';
import { NameAvatar } from '../../components/Person';
import { RecordPicker } from '../../components/RecordPicker';
import { RelatedList } from '../../components/record/RelatedList';
import { StatusChip } from '../../components/StatusChip';
import { toast } from '../../components/toast';
import { contactFlags } from '../../domain/contacts';
import { paths } from '../../paths';

const PAGE_SIZE = 50;

/** Contacts on a list; those of a chosen list are added and taken off here. */
export function MembersPanel({ list }: { list: ContactList }) {
  const [page, setPage] = useState(1);
  const change = useChangeMembers(list.id);
  const editable = list.kind === 'static' && list.abilities.update;
  const add = (id: string) => change.mutate({ contactIds: [id] }, { onError: (error) => toast.error(error) });
  const remove = ({ id, name }: Contact) =>
    change.mutate(
      { contactIds: [id], remove: true },
      {
        onSuccess: () => toast.undo(`Took ${name} off the list`, () => add(id)),
        onError: (error) => toast.error(error),
      },
    );
  return (
    <Box sx={{ display: 'grid', gap: 1, pt: 1 }}>
      {editable && (
        <Box sx={{ maxWidth: 360 }}>
          <RecordPicker
            source={contacts}
            value={null}
            onChange={(id) => id && add(id)}
            label="Add a contact"
          />
        </Box>
      )}
      <RelatedList<Contact>
        query={listMembers(list.id, { page, pageSize: PAGE_SIZE })}
        noun={['contact', 'contacts']}
        emptyText={
          editable ? 'Search for the first one above.' : 'No contact of yours matches the filters now.'
        }
        row={(contact) => ({
          to: paths.contact(contact.id),
          lead: <NameAvatar name={contact.name} size={28} />,
          title: contact.name,
          subtitle: [contact.email, contact.company?.name].filter(Boolean).join(' · '),
          meta: <MemberMeta contact={contact} onRemove={editable ? remove : null} />,
        })}
      />
      {list.memberCount > PAGE_SIZE && (
        <Box sx={{ display: 'flex', justifyContent: 'flex-end', gap: 1 }}>
          <Button color="inherit" disabled={page === 1} onClick={() => setPage(page - 1)}>
            Previous
          </Button>
          <Button
            color="inherit"
            disabled={page * PAGE_SIZE >= list.memberCount}
            onClick={() => setPage(page + 1)}
          >
            Next
          </Button>
        </Box>
      )}
    </Box>
  );
}

interface MemberMetaProps {
  contact: Contact;
  onRemove: ((contact: Contact) => void) | null;
}
const MAIL_FLAGS = new Set(['Opted out', 'Bounced']);

/** Why a member would get no mail, and the way off the list. */
const MemberMeta = ({ contact, onRemove }: MemberMetaProps) => (
  <Box sx={{ display: 'flex', gap: 0.5, alignItems: 'center', position: 'relative', zIndex: 1 }}>
    {contactFlags(contact)
      .filter(({ label }) => MAIL_FLAGS.has(label))
      .map((look) => (
        <StatusChip key={look.label} look={look} />
      ))}
    {onRemove && (
      <IconButton aria-label={`Take ${contact.name} off the list`} onClick={() => onRemove(contact)}>
        <CloseRounded />
      </IconButton>
    )}
  </Box>
);
