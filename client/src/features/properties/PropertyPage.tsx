import { useParams } from 'react-router-dom';
import { RecordView } from '../../components/record/RecordView';
import { propertyView } from './propertyView';

export function Component() {
  const { id = '' } = useParams();
  return <RecordView {...propertyView} id={id} variant="page" key={id} />;
}
