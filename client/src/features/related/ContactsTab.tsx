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

/** The people of a company. */
export default function ContactsTab({ id, name }: RecordTabProps) {
  const openForm = useOpenForm();
  return (
    <RelatedList<Contact>
      query={contacts.list({ companyId: id, sort: 'name', pageSize: 50 })}
      noun={['contact', 'contacts']}
      emptyText={`Whom do you know at ${name}?`}
      allPath={`${paths.contacts}?companyId=${id}`}
      action={
        <Button
          startIcon={<PersonAddAltRounded />}
          onClick={() => openForm('contacts', { defaults: { companyId: id } })}
        >
          New contact
        </Button>
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
