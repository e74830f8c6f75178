import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { contactInviteInput } from '@besahubs/contracts/email';
import { contacts } from '../../api/contacts';
import { useInviteContact } from '../../api/email';
import { FormText } from '../../components/form/fields';
import { ResourceForm } from '../../components/form/ResourceForm';
import { toast } from '../../components/toast';
import type { FormProps } from '../../feature';

const schema = contactInviteInput.extend({ message: contactInviteInput.shape.message.nullable() });

/** Sends a contact the link to check their details and choose what they get. `id` is the contact's. */
export default function InviteContactForm({ id = '', onClose }: FormProps) {
  const contact = useQuery(contacts.record(id)).data;
  const invite = useInviteContact();
  if (!contact) return null;
  return (
    <ResourceForm
      variant="dialog"
      title={`Invite ${contact.name}`}
      schema={schema}
      values={{ message: null }}
      submitLabel="Send invitation"
      onClose={onClose}
      onSubmit={async ({ message }) => {
        await invite.mutateAsync({ id, message: (message ?? null) as string | null });
        onClose();
        toast.success(`The invitation to ${contact.email ?? contact.name} is on its way`);
      }}
    >
      <Typography sx={{ color: 'text.secondary' }}>
        {contact.firstName} gets a mail with a personal link to check their details and to say what they want
        to hear about. What they choose is recorded as their consent.
      </Typography>
      <FormText
        name="message"
        label="A personal line"
        placeholder="It was good to meet you at the tour."
        multiline
        autoFocus
      />
    </ResourceForm>
  );
}
