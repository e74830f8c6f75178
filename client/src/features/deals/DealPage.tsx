import { useParams } from 'react-router-dom';
import { RecordView } from '../../components/record/RecordView';
import { dealView } from './dealView';

export function Component() {
  const { id = '' } = useParams();
  return <RecordView {...dealView} id={id} variant="page" key={id} />;
}
