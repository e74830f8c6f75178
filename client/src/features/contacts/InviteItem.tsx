import ListItemIcon from '@mui/material/ListItemIcon';
import MenuItem from '@mui/material/MenuItem';
import ForwardToInboxOutlined from '@mui/icons-material/ForwardToInboxOutlined';
import type { Contact } from '@besahubs/contracts/contacts';
import { useMe } from '../../api/session';
import { useOpenForm } from '../../components/slots';

interface InviteItemProps {
  contact: Contact;
  close: () => void;
}

/** Asks the contact by mail to check their details and to choose what they get. */
export function InviteItem({ contact, close }: InviteItemProps) {
  const openForm = useOpenForm();
  const { flags } = useMe();
  if (!contact.abilities.invite || !flags.sendgrid) return null;
  return (
    <MenuItem
      onClick={() => {
        close();
        openForm('contact-invitation', { id: contact.id });
      }}
    >
      <ListItemIcon>
        <ForwardToInboxOutlined fontSize="small" />
      </ListItemIcon>
      Send invitation
    </MenuItem>
  );
}
