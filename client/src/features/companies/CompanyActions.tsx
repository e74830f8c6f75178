import Button from '@mui/material/Button';
import PersonAddAltRounded from '@mui/icons-material/PersonAddAltRounded';
import PhoneInTalkOutlined from '@mui/icons-material/PhoneInTalkOutlined';
import type { Company } from '@besahubs/contracts/companies';
import { useOpenForm } from '../../components/slots';
import { useHotkey } from '../../hooks/hotkeys';

export function CompanyActions({ company }: { company: Company }) {
  const openForm = useOpenForm();
  const log = () => openForm('activities', { defaults: { type: 'call', companyId: company.id } });
  useHotkey({ keys: 'l', label: 'Log a call', group: 'Record', run: log });
  return (
    <>
      <Button variant="contained" startIcon={<PhoneInTalkOutlined />} onClick={log}>
        Log call
      </Button>
      <Button
        variant="outlined"
        color="inherit"
        startIcon={<PersonAddAltRounded />}
        onClick={() => openForm('contacts', { defaults: { companyId: company.id } })}
      >
        Contact
      </Button>
    </>
  );
}
