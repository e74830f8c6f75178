import Button from '@mui/material/Button';
import HandshakeOutlined from '@mui/icons-material/HandshakeOutlined';
import TourOutlined from '@mui/icons-material/TourOutlined';
import type { Property } from '@besahubs/contracts/properties';
import { useOpenForm } from '../../components/slots';

export function PropertyActions({ property }: { property: Property }) {
  const openForm = useOpenForm();
  return (
    <>
      <Button
        variant="contained"
        startIcon={<HandshakeOutlined />}
        onClick={() => openForm('deals', { defaults: { propertyId: property.id, name: property.name } })}
      >
        Deal
      </Button>
      <Button
        variant="outlined"
        color="inherit"
        startIcon={<TourOutlined />}
        onClick={() => openForm('activities', { defaults: { type: 'tour', propertyId: property.id } })}
      >
        Log tour
      </Button>
    </>
  );
}
