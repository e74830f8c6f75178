import Button from '@mui/material/Button';
import AddRounded from '@mui/icons-material/AddRounded';
import { useOpenForm } from '../../components/slots';

export function NewDealButton() {
  const openForm = useOpenForm();
  return (
    <Button variant="contained" startIcon={<AddRounded />} onClick={() => openForm('deals')}>
      New deal
    </Button>
  );
}
