import Button from '@mui/material/Button';
import CampaignOutlined from '@mui/icons-material/CampaignOutlined';
import type { ContactList } from '@besahubs/contracts/campaigns';
import { useOpenForm } from '../../components/slots';

/** Begins a campaign to this list. */
export function MailListButton({ list }: { list: ContactList }) {
  const openForm = useOpenForm();
  return (
    <Button
      variant="contained"
      startIcon={<CampaignOutlined />}
      onClick={() => openForm('campaigns', { defaults: { listId: list.id } })}
    >
      New campaign
    </Button>
  );
}
