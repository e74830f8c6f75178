import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import AddRounded from '@mui/icons-material/AddRounded';
import CloseRounded from '@mui/icons-material/CloseRounded';
import StarBorderRounded from '@mui/icons-material/StarBorderRounded';
import StarRounded from '@mui/icons-material/StarRounded';
import { useFieldArray, useFormContext, useWatch } from 'react-hook-form';
import { FormSelect, FormText } from '../../components/form/fields';
import { phoneTypeOptions } from '../../domain/contacts';

interface Phone {
  type: string;
  number: string | null;
  extension: string | null;
  primary: boolean;
}
interface Phones {
  phones: Phone[];
}
const MOST = 10;

/** Any number of phones; the star marks the one to call. */
export function PhonesField({ name }: { name: 'phones' }) {
  const { control, setValue } = useFormContext<Phones>();
  const rows = useFieldArray({ control, name });
  const phones = useWatch({ control, name });
  const makePrimary = (chosen: number) =>
    phones.forEach((_phone, index) =>
      setValue(`phones.${index}.primary`, index === chosen, { shouldDirty: true }),
    );
  const add = () =>
    rows.append({ type: 'work', number: null, extension: null, primary: phones.length === 0 });
  return (
    <Box role="group" aria-label="Phones" sx={{ display: 'grid', gap: 1 }}>
      {rows.fields.map((row, index) => {
        const primary = phones[index]?.primary ?? false;
        return (
          <Box
            key={row.id}
            sx={{
              display: 'grid',
              gridTemplateColumns: '96px minmax(0, 1fr) 72px auto auto',
              gap: 1,
              alignItems: 'end',
            }}
          >
            <FormSelect name={`phones.${index}.type`} label="Kind" options={phoneTypeOptions} required />
            <FormText name={`phones.${index}.number`} label="Phone" type="tel" required />
            <FormText name={`phones.${index}.extension`} label="Ext." />
            <IconButton
              aria-label="Call this one first"
              aria-pressed={primary}
              color={primary ? 'primary' : 'default'}
              onClick={() => makePrimary(index)}
            >
              {primary ? <StarRounded /> : <StarBorderRounded />}
            </IconButton>
            <IconButton aria-label="Remove this phone" onClick={() => rows.remove(index)}>
              <CloseRounded />
            </IconButton>
          </Box>
        );
      })}
      {phones.length < MOST && (
        <Button startIcon={<AddRounded />} onClick={add} sx={{ justifySelf: 'start' }}>
          Add a phone
        </Button>
      )}
    </Box>
  );
}
