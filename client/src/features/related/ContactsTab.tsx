import Button from '@mui/material/Button';
import PersonAddAltRounded from '@mui/icons-material/PersonAddAltRounded';
import type { Contact } from '@besahubs/contracts/contacts';
import { contacts } from '../../api/contacts';
import { RelatedList } from '../../components/record/RelatedList';
import { useOpenForm } from '../../components/slots';
import { NameAvatar } from '../../components/Person';
import { Ago } from '../../components/values';
import type { RecordTabProps } from '../../feature';
import { paths } from '../../paths';

/** The people of a company, or those an agent looks after. */
export default function ContactsTab({ resource, id, name }: RecordTabProps) {
  const agent = resource === 'agents';
  const link: Record<string, string> = agent ? { ownerId: id } : { companyId: id };
  const openForm = useOpenForm();
  return (
    <RelatedList<Contact>
      query={contacts.list({ ...link, sort: 'name', pageSize: 50 })}
      noun={['contact', 'contacts']}
      emptyText={agent ? `None that you may see and ${name} owns.` : `Whom do you know at ${name}?`}
      allPath={`${paths.contacts}?${new URLSearchParams(link).toString()}`}
      action={
        agent ? null : (
          <Button
            startIcon={<PersonAddAltRounded />}
            onClick={() => openForm('contacts', { defaults: link })}
          >
            New contact
          </Button>
        )
      }
      row={(contact) => ({
        to: paths.contact(contact.id),
        lead: <NameAvatar name={contact.name} size={28} />,
        title: contact.name,
        subtitle: [contact.title, contact.email].filter(Boolean).join(' · '),
        meta: <Ago value={contact.lastTouchAt} />,
      })}
    />
  );
}
