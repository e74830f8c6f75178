import { useParams } from 'react-router-dom';
import { RecordView } from '../../components/record/RecordView';
import { companyView } from './companyView';

export function Component() {
  const { id = '' } = useParams();
  return <RecordView {...companyView} id={id} variant="page" key={id} />;
}
